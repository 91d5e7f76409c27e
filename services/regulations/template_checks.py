"""What is wrong with [templates]: placeholders that nobody can fill."""

from collections.abc import Iterator

from services.domain.templates import PLACEHOLDERS, unknown_placeholder
from services.regulations.document import Document
from services.regulations.problems import Problem, nearest


def texts(document: Document) -> Iterator[Problem]:
    """Each placeholder is one that we know, each brace belongs to one."""
    for name, template in document.table("templates").items():
        text = template.get("text") if isinstance(template, dict) else None
        strange = unknown_placeholder(text) if isinstance(text, str) else ""
        if strange in ("{", "}"):
            yield document.problem(("templates", name, "text"), "лишняя фигурная скобка", _known(), strange)
        elif strange:
            near = nearest(strange.strip("{}"), PLACEHOLDERS)
            cure = f"возможно, вы имели в виду {{{near[0]}}}; {_known()}" if near else _known()
            yield document.problem(("templates", name, "text"), "этого подставить нечем", cure, strange)


def _known() -> str:
    return "подставить можно: " + ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
