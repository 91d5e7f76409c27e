"""The words: both languages say the same, every message can be said, and the code asks for no other."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from services.bitrix24.rights import Cure
from services.delivery.viewing import TOLD
from services.domain.decision import Why
from services.domain.people import Role
from services.domain.regulation import Audience
from services.telegram.gateway import ANSWER_LENGTH
from services.telegram.texts import LANGUAGES, LOCALES, Texts

ROOT = Path(__file__).parents[2]
CODE = ("bot", "handlers", "services")
PLURALS = {"zero", "one", "two", "few", "many", "other"}
COUNTS = (0, 1, 2, 5, 11, 21, 1000)
NASTY = "<i>Ко & К°</i>"
ASKING = {"texts", "_texts", "plain"}  # texts("key"), self._texts("key"), texts.plain("key")


@dataclass
class Words:
    """A message: its variables, and for each the values worth trying."""

    variables: dict[str, set[Any]] = field(default_factory=dict)


def messages(path: Path) -> Iterator[ftl.Message]:
    resource = FluentParser().parse(path.read_text("utf-8"))
    return (entry for entry in resource.body if isinstance(entry, ftl.Message))


def words(message: ftl.Message) -> Words:
    """What a message needs: numbers where it counts, each variant where it chooses, nasty text elsewhere."""
    found = Words()
    for node in walk(message.value):
        if isinstance(node, ftl.VariableReference):
            found.variables.setdefault(node.id.name, set())
        elif isinstance(node, ftl.FunctionReference):
            for argument in node.arguments.positional:
                if isinstance(argument, ftl.VariableReference):
                    found.variables.setdefault(argument.id.name, set()).update(COUNTS)
        elif isinstance(node, ftl.SelectExpression) and isinstance(node.selector, ftl.VariableReference):
            found.variables.setdefault(node.selector.id.name, set()).update(values(node))
    return found


def values(choice: ftl.SelectExpression) -> set[Any]:
    keys = [variant.key for variant in choice.variants]
    names = {key.name for key in keys if isinstance(key, ftl.Identifier)}
    if names <= PLURALS:
        return set(COUNTS)
    return names


def walk(node: Any) -> Iterator[ftl.BaseNode]:
    if isinstance(node, ftl.BaseNode):
        yield node
        for name, value in vars(node).items():
            if name != "span":
                yield from walk(value)
    elif isinstance(node, list):
        for each in node:
            yield from walk(each)


def catalogue(language: str) -> dict[str, Words]:
    paths = sorted((LOCALES / language).glob("*.ftl"))
    parsed = {message.id.name: message for path in paths for message in messages(path)}
    found = {key: words(message) for key, message in parsed.items()}
    for key, message in parsed.items():
        for quoted in (node.id.name for node in walk(message.value) if isinstance(node, ftl.MessageReference)):
            for name, tried in found[quoted].variables.items():
                found[key].variables.setdefault(name, set()).update(tried)
    return found


def samples(variables: Mapping[str, set[Any]]) -> Iterator[dict[str, Any]]:
    """Every combination of the values worth trying."""
    names = list(variables)
    for chosen in product(*(sorted(variables[name], key=str) or [NASTY] for name in names)):
        yield dict(zip(names, chosen, strict=True))


TERMINAL = ("settings.ftl", "terminal.ftl")  # never sent: «<» is a letter there

RU, EN = catalogue("ru"), catalogue("en")
MESSAGES = [(language, key) for language in LANGUAGES for key in (RU if language == "ru" else EN)]
UNSENT = {message.id.name for name in TERMINAL for message in messages(LOCALES / "ru" / name)}


def test_both_languages_have_the_same_files_and_messages() -> None:
    files = [{path.name for path in (LOCALES / language).glob("*.ftl")} for language in LANGUAGES]
    assert files[0] == files[1]
    for name in files[0]:
        ru, en = ([each.id.name for each in messages(LOCALES / language / name)] for language in LANGUAGES)
        assert ru == en, f"{name}: the languages differ in keys or their order"


@pytest.mark.parametrize("key", RU)
def test_both_languages_take_the_same_variables(key: str) -> None:
    assert RU[key].variables.keys() - {"case"} == EN[key].variables.keys() - {"case"}


@pytest.mark.parametrize(("language", "key"), MESSAGES)
def test_every_message_can_be_said(language: str, key: str) -> None:
    texts = Texts(language, strict=True)
    for args in samples((RU if language == "ru" else EN)[key].variables):
        html = texts(key, **args)
        assert "{" not in html, html
        assert "\n\n\n" not in html, html
        if key not in UNSENT:
            assert_sendable(html)


class Tags(HTMLParser):
    """Only the tags that Telegram knows, closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 - the base class calls it so
        assert tag in ("b", "i", "u", "s", "a", "code", "blockquote", "tg-time"), tag
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_sendable(html: str) -> None:
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == [], html
    assert "<i>" not in html, f"a value was not escaped: {html}"


PLAIN = re.compile(r"(toast|refusal|button|comment|command|role|duration)-")


@pytest.mark.parametrize(("language", "key"), [each for each in MESSAGES if PLAIN.match(each[1])])
def test_plain_messages_have_no_tags(language: str, key: str) -> None:
    texts = Texts(language, strict=True)
    for args in samples((RU if language == "ru" else EN)[key].variables):
        assert not re.search(r"</?\w|&\w+;", texts.plain(key, **{**args, **plain_words(args)}))


def plain_words(args: Mapping[str, Any]) -> dict[str, str]:
    return {name: "слово" for name, value in args.items() if value == NASTY}


@pytest.mark.parametrize(("language", "key"), [each for each in MESSAGES if re.match("(toast|refusal)-", each[1])])
def test_toasts_fit(language: str, key: str) -> None:
    """With a name or a title of 40 characters in every place."""
    texts = Texts(language, strict=True)
    for args in samples((RU if language == "ru" else EN)[key].variables):
        long = {name: "ы" * 40 if value == NASTY else value for name, value in args.items()}
        assert len(texts.plain(key, **long)) <= ANSWER_LENGTH


@dataclass(frozen=True)
class Asked:
    """A place in the code that asks for words: a key, or the beginning of one."""

    place: str
    key: str
    whole: bool
    args: frozenset[str] | None  # None: passed on with **


def asked() -> Iterator[Asked]:
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args:
                    yield from asks(f"{path.relative_to(ROOT)}:{node.lineno}", node)


def asks(place: str, call: ast.Call) -> Iterator[Asked]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in ASKING:
        for key, whole in keys(call.args[0]):
            named = [each.arg for each in call.keywords]
            yield Asked(place, key, whole, None if None in named else frozenset(filter(None, named)))
    elif name == "Refusal" and isinstance(call.args[0], ast.Constant):
        yield Asked(place, f"refusal-{call.args[0].value}", True, None)
    elif name == "Done" and isinstance(call.args[0], ast.Constant):
        yield Asked(place, f"toast-{call.args[0].value}", True, None)
    elif name in ("Comment", "Ask", "Wrong", "Conclusion"):
        yield from (Asked(place, key, whole, None) for key, whole in keys(call.args[0]))
    elif name == "notify" and len(call.args) > 2:
        yield from (Asked(place, key, whole, None) for key, whole in keys(call.args[2]))


def keys(node: ast.expr) -> Iterator[tuple[str, bool]]:
    """The keys an expression may stand for."""
    match node:
        case ast.Constant(value=str(key)):
            yield key, True
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            yield start, False
        case ast.IfExp(body=body, orelse=orelse):
            yield from keys(body)
            yield from keys(orelse)


ASKED = list(asked())


def test_the_code_asks_for_words() -> None:
    """Else the tests below would look at nothing."""
    assert len({each.key for each in ASKED}) > 40


def test_no_key_is_missing() -> None:
    missing = [
        f"{each.place} {each.key}"
        for each in ASKED
        if not (each.key in RU if each.whole else any(key.startswith(each.key) for key in RU))
    ]
    assert missing == []


def test_every_variable_is_given() -> None:
    wrong = [
        f"{each.place} {each.key}: needs {sorted(RU[each.key].variables)}, gets {sorted(each.args)}"
        for each in ASKED
        if each.whole and each.args is not None and each.key in RU and RU[each.key].variables.keys() - each.args
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "key",
    [f"escalation-{why.replace('_', '-')}" for why in Why]
    + [f"role-{role}" for role in Role]
    + [f"due-{audience}" for audience in Audience if audience not in (Audience.KEEPER, Audience.DEPUTY)]
    + [f"trail-{kind.replace('_', '-')}" for kind in sorted(TOLD)]
    + [cure.value for cure in Cure if cure],
)
def test_every_value_has_its_words(key: str) -> None:
    assert key in RU
