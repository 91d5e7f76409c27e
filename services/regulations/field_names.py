"""The fields of a lead that a regulation names: the portal has to have them, and they are read with every lead."""

from collections.abc import Iterator

from services.domain.conversion import COMPANY_TITLE
from services.domain.flow.gaps import NEEDS
from services.domain.lead import EMAIL, ORIGINATOR
from services.domain.steps import FIELD
from services.regulations.draft import Draft
from services.regulations.lines import KeyPath


def watched_fields(draft: Draft) -> list[str]:
    """Fields of a lead beside the usual: all that are named, who sent it, what a company is called, an e-mail."""
    company = [COMPANY_TITLE] if draft.file.conversion else []
    email = [EMAIL] if any(question.kind == "email" for question in draft.file.questions) else []
    return [ORIGINATOR, *company, *email, *(name for _, name in named_fields(draft))]


def named_fields(draft: Draft) -> Iterator[tuple[KeyPath, str]]:
    """Everywhere a field is named; name, phone, e-mail and contact are needed without being one."""
    file = draft.file
    yield from ((("fields", key), name) for key, name in draft.document.table("fields").items())
    if file.lead_list.object_field:
        yield ("lead_list", "object_field"), file.lead_list.object_field
    for number, question in enumerate(file.questions):
        if question.field:
            yield ("questions", number, "field"), question.field
    for number, action in enumerate(file.actions):
        yield from ((("actions", number, "needs", name), name) for name in action.needs if name not in NEEDS)
    for number, step in enumerate(file.steps):
        yield from ((("steps", number, "link"), name) for name in FIELD.findall(step.link or ""))
    for number, variant in enumerate(file.conversion.variants if file.conversion else ()):
        path: KeyPath = ("conversion", "variants", number)
        yield from (((*path, "needs", name), name) for name in variant.needs if name not in NEEDS)
        yield from (((*path, "any", name), name) for name in variant.any)
    for number, ladder in enumerate(file.ladders):
        yield from ((("ladders", number, "when", "fields", name), name) for name in ladder.when.fields)
