"""A regulation read and checked, not yet bound to a portal."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.regulations.checks import cross_check
from services.regulations.document import Document, Place
from services.regulations.inheritance import assemble
from services.regulations.model import RegulationFile
from services.regulations.problems import Problem, RegulationError
from services.regulations.shape import read_shape

DIGEST = 16  # characters


@dataclass(frozen=True, slots=True)
class Draft:
    """The file's values, and the document that knows on which line each stands."""

    file: RegulationFile
    document: Document
    text: str  # everything it says, with what it extends; `restored` reads it again
    digest: str  # of that text


def load(name_or_path: str | Path) -> Draft:
    """A preset by name ("op10") or a TOML file by path; `RegulationError` lists everything wrong with it."""
    return _checked(assemble(name_or_path))


def restored(text: str) -> Draft:
    """An edition that was kept; `RegulationError` when the program does not take it any more."""
    data = json.loads(text)
    data["edition"] = date.fromisoformat(data["edition"])
    return _checked(Document(data, {(): Place(f"{data['name']}@{data['edition']}", 1)}))


def _checked(document: Document) -> Draft:
    file, problems = read_shape(document)
    problems += cross_check(document)
    if file is None or problems:
        raise RegulationError(problems)
    text = json.dumps(document.data, ensure_ascii=False, default=date.isoformat)
    return Draft(file, document, text, hashlib.sha256(text.encode()).hexdigest()[:DIGEST])


def check_file(path: str | Path) -> list[Problem]:
    """What is wrong with a file as far as it can be told without a portal."""
    try:
        load(path)
    except RegulationError as error:
        return list(error.problems)
    return []
