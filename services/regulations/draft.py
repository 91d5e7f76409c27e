"""A regulation read and checked, not yet bound to a portal."""

from dataclasses import dataclass
from pathlib import Path

from services.regulations.checks import cross_check
from services.regulations.document import Document
from services.regulations.inheritance import assemble
from services.regulations.model import RegulationFile
from services.regulations.problems import Problem, RegulationError
from services.regulations.shape import read_shape


@dataclass(frozen=True, slots=True)
class Draft:
    """The file's values, and the document that knows on which line each stands."""

    file: RegulationFile
    document: Document


def load(name_or_path: str | Path) -> Draft:
    """A preset by name ("op10") or a TOML file by path; `RegulationError` lists everything wrong with it."""
    document = assemble(name_or_path)
    file, problems = read_shape(document)
    problems += cross_check(document)
    if file is None or problems:
        raise RegulationError(problems)
    return Draft(file, document)


def check_file(path: str | Path) -> list[Problem]:
    """What is wrong with a file as far as it can be told without a portal."""
    try:
        load(path)
    except RegulationError as error:
        return list(error.problems)
    return []
