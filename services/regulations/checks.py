"""What the shape alone cannot tell: parts of the file that contradict each other.

They look at plain values and step over those of a wrong shape, so that one run tells everything.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from services.domain.lead import MANAGER, SOURCE, STAGE
from services.domain.phones import REGIONS
from services.regulations import clock_checks, hours_checks, ladder_checks, question_checks, template_checks
from services.regulations.consultation_checks import consultations
from services.regulations.conversion_checks import conversion
from services.regulations.document import Document, listed
from services.regulations.funnel_checks import funnels
from services.regulations.list_checks import lead_list
from services.regulations.problems import Problem, suggestion
from services.regulations.source_checks import manual_source, repair_rules, spoken_words

# The conversation with the client lives in comments; the others have keys of their own.
_RESERVED_FIELDS = (STAGE, SOURCE, MANAGER, "comments")


def cross_check(document: Document) -> list[Problem]:
    """Contradictions within one regulation."""
    return list(
        chain(
            _new_stages(document),
            _repeated_codes(document, "clocks"),
            _repeated_codes(document, "actions"),
            _repeated_codes(document, "funnels"),
            _repeated_codes(document, "ladders"),
            clock_checks.first_touch(document),
            clock_checks.kinds(document),
            clock_checks.ladders(document),
            clock_checks.audiences(document),
            _repeated_codes(document, "questions"),
            question_checks.questions(document),
            question_checks.interviews(document),
            question_checks.departments(document),
            question_checks.steps(document),
            question_checks.later(document),
            _repeated_codes(document, "steps"),
            ladder_checks.ladders(document),
            ladder_checks.on_duty(document),
            ladder_checks.repeats(document),
            ladder_checks.covers(document),
            ladder_checks.queue(document),
            hours_checks.working_time(document),
            hours_checks.business_clocks(document),
            _named(document, "clocks", ("starts", "stops"), "в [[clocks]] такого срока нет"),
            _named(document, "actions", ("after", "unless"), "в [[actions]] такой кнопки нет"),
            _named(document, "funnels", ("funnels",), "в [[funnels]] такого мероприятия нет"),
            funnels(document),
            _aliases(document, "stage", "stages"),
            _aliases(document, "stage_if_new", "stages"),
            _aliases(document, "source", "sources"),
            template_checks.texts(document),
            _aliases(document, "template", "templates"),
            _reject_reason(document),
            _region(document),
            _bonus(document),
            spoken_words(document),
            repair_rules(document),
            manual_source(document),
            lead_list(document),
            consultations(document),
            conversion(document),
        )
    )


def _new_stages(document: Document) -> Iterator[Problem]:
    if "stages" in document.data and "new" not in document.table("stages"):
        cure = 'добавьте, какие стадии новые: new = ["Необработанный лид", "NEW"]'
        yield document.problem(("stages", "new"), "нет обязательного ключа", cure)


def _repeated_codes(document: Document, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, entry in document.tables(key):
        code = entry.get("code")
        if isinstance(code, str) and code in seen:
            cure = "дайте второй записи свой код: по нему кнопка и срок узнаются на старых карточках"
            yield document.problem((key, index, "code"), "этот код уже занят выше", cure, code)
        elif isinstance(code, str):
            seen.add(code)


def _aliases(document: Document, key: str, section: str) -> Iterator[Problem]:
    known = list(document.table(section))
    for index, action in document.tables("actions"):
        alias = action.get(key)
        if isinstance(alias, str) and alias not in known:
            cure = f"{suggestion(alias, known)}; новое имя объявляют в [{section}]"
            yield document.problem(("actions", index, key), f"в [{section}] такого имени нет", cure, alias)


def _named(document: Document, section: str, keys: Iterable[str], why: str) -> Iterator[Problem]:
    """Lists of codes in [[actions]]: each is there in [[section]]."""
    known = document.codes(section)
    for index, action in document.tables("actions"):
        for key in keys:
            for number, code in enumerate(listed(action.get(key))):
                if isinstance(code, str) and code not in known:
                    yield document.problem(("actions", index, key, number), why, suggestion(code, known), code)


def _bonus(document: Document) -> Iterator[Problem]:
    for index, action in document.tables("actions"):
        if action.get("asks_referrer") is True and "bonus" not in document.data:
            cure = 'добавьте [bonus] и в нём amount = 5000, checks = ["supervisor"], pays = ["admin"]'
            yield document.problem(("actions", index, "asks_referrer"), "не сказано, сколько стоит рекомендация", cure)


def _reject_reason(document: Document) -> Iterator[Problem]:
    field = document.table("fields").get("reject_reason")
    if field in _RESERVED_FIELDS:
        cure = "назовите поле для причины: statusDescription или своё, вида ufCrm_1704817278"
        yield document.problem(("fields", "reject_reason"), "это поле занято другим", cure, field)
    for index, action in document.tables("actions"):
        if "reason" in action and field is None:
            cure = 'добавьте [fields] и в нём reject_reason = "statusDescription"'
            yield document.problem(("actions", index, "reason"), "некуда писать причину отказа", cure, action["reason"])


def _region(document: Document) -> Iterator[Problem]:
    region = document.table("correctness").get("region")
    if isinstance(region, str) and region not in REGIONS:
        cure = "двухбуквенный код заглавными буквами: RU, KZ, BY"
        yield document.problem(("correctness", "region"), "такой страны нет", cure, region)
