"""Contradictions in what a regulation says of sources: [aliases] and [[repair.rules]]."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from services.domain.names import key, words
from services.regulations.document import Document, listed
from services.regulations.lines import KeyPath
from services.regulations.problems import Problem, suggestion

Said = tuple[KeyPath, str, Any]  # where it stands, what people say, the source it means


def spoken_words(document: Document) -> Iterator[Problem]:
    """Words that mean a source which is not declared, and one word for two sources."""
    said: list[Said] = [(("aliases", word), word, name) for word, name in document.table("aliases").items()]
    yield from _not_declared(document, ((path, name) for path, _, name in said))
    yield from _two_meanings(document, said, key)


def repair_rules(document: Document) -> Iterator[Problem]:
    """Rules for a source which is not declared, with a code that is taken, and one phrase for two sources."""
    rules = list(_rules(document))
    yield from _not_declared(document, (((*path, "source"), rule.get("source")) for path, rule in rules))
    yield from _repeated_codes(document, rules)
    yield from _two_meanings(document, list(_phrases(rules)), words)


def manual_source(document: Document) -> Iterator[Problem]:
    """A source of leads added in the chat which is not declared."""
    yield from _not_declared(document, [(("manual", "source"), document.table("manual").get("source"))])


def _rules(document: Document) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    rules = document.table("repair").get("rules")
    for number, rule in enumerate(listed(rules)):
        if isinstance(rule, dict):
            yield ("repair", "rules", number), rule


def _phrases(rules: Iterable[tuple[KeyPath, dict[str, Any]]]) -> Iterator[Said]:
    for path, rule in rules:
        for number, phrase in enumerate(listed(rule.get("says"))):
            yield (*path, "says", number), phrase, rule.get("source")


def _not_declared(document: Document, named: Iterable[tuple[KeyPath, Any]]) -> Iterator[Problem]:
    known = list(document.table("sources"))
    for path, name in named:
        if isinstance(name, str) and name not in known:
            cure = f"{suggestion(name, known)}; новое имя объявляют в [sources]"
            yield document.problem(path, "в [sources] такого имени нет", cure, name)


def _repeated_codes(document: Document, rules: Iterable[tuple[KeyPath, dict[str, Any]]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, rule in rules:
        code = rule.get("code")
        if isinstance(code, str) and code in seen:
            yield document.problem((*path, "code"), "этот код уже занят выше", "дайте второму правилу свой код", code)
        elif isinstance(code, str):
            seen.add(code)


def _two_meanings(document: Document, said: list[Said], read: Callable[[str], Hashable]) -> Iterator[Problem]:
    """Spellings that people read as the same must mean the same; one without a letter or digit means nothing."""
    meant: dict[Hashable, Any] = {}
    for path, spelling, source in said:
        if not isinstance(spelling, str) or not isinstance(source, str):
            continue
        if not read(spelling):
            yield document.problem(path, "здесь нет ни буквы, ни цифры", "напишите, как говорят люди", spelling)
        elif meant.setdefault(read(spelling), source) != source:
            cure = "оставьте одну запись: регистр, пробелы и похожие латинские буквы не важны"
            yield document.problem(path, f"это уже значит {meant[read(spelling)]}", cure, spelling)
