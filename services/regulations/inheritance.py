"""`extends`: a regulation that says only in what it differs from another."""

import re
from pathlib import Path
from typing import Any

from services.regulations.document import Document, Place, read
from services.regulations.lines import KeyPath
from services.regulations.problems import Problem, RegulationError, suggestion

PRESETS = Path(__file__).resolve().parents[2] / "regulations"


def assemble(name_or_path: str | Path) -> Document:
    """The document of a preset or a file with everything it extends merged in."""
    path = locate(name_or_path, Path())
    if not _there(path):
        problem = Problem(str(path), 1, "", "", "такого регламента нет", suggestion(path.stem, presets()))
        raise RegulationError([problem])
    return _assemble(path, ())


def locate(name_or_path: str | Path, beside: Path) -> Path:
    """A bare name is a preset; anything with a dot or a slash is a path, relative to `beside`."""
    name = str(name_or_path)
    return PRESETS / f"{name}.toml" if re.fullmatch(r"[\w-]+", name) else beside / name


def presets() -> list[str]:
    """The names of the regulations that come with the product."""
    return sorted(path.stem for path in PRESETS.glob("*.toml"))


def _assemble(path: Path, trail: tuple[Path, ...]) -> Document:
    document = read(path)
    name = document.data.get("extends")
    if not isinstance(name, str):
        return document
    base, trail = locate(name, path.parent), (*trail, path.resolve())
    if not _there(base):
        raise _refused(document, name, "такого регламента нет", suggestion(name, presets()))
    if base.resolve() in trail:
        raise _refused(document, name, "регламент продолжает сам себя", "уберите extends или назовите другой регламент")
    return merge(_assemble(base, trail), document)


def _there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long, a folder that is closed to us
        return False


def _refused(document: Document, name: str, why: str, cure: str) -> RegulationError:
    return RegulationError([document.problem(("extends",), why, cure, name)])


def merge(base: Document, child: Document) -> Document:
    """`child` over `base`: tables key by key, [[entries]] by their code (new ones at the end), the rest replaced."""
    data, places = dict(base.data), {**base.places, (): child.places[()]}
    for key, value in child.data.items():
        if key in ("actions", "clocks"):
            data[key] = _merge_entries(key, base, child, places)
        else:
            data[key] = {**base.table(key), **value} if isinstance(value, dict) else value
            places.update(_moved(child.places, (key,), (key,)))
    return Document(data, places)


def _merge_entries(key: str, base: Document, child: Document, places: dict[KeyPath, Place]) -> Any:
    value, entries = child.data[key], base.data.get(key)
    if not isinstance(value, list) or not isinstance(entries, list):
        places.update(_moved(child.places, (key,), (key,)))
        return value
    entries = list(entries)
    free = {code: number for number, entry in enumerate(entries) if (code := _code(entry))}
    for index, entry in enumerate(value):
        # A code used twice in one file stays twice: the check names it instead of merging it away.
        number = free.pop(_code(entry), len(entries))
        if number == len(entries):
            entries.append(entry)
        else:
            entries[number] = {**entries[number], **entry}
        places.update(_moved(child.places, (key, index), (key, number)))
    return entries


def _code(entry: Any) -> str:
    code = entry.get("code") if isinstance(entry, dict) else None
    return code if isinstance(code, str) else ""


def _moved(places: dict[KeyPath, Place], old: KeyPath, new: KeyPath) -> dict[KeyPath, Place]:
    """The places under `old`, as they are called under `new`."""
    size = len(old)
    return {(*new, *path[size:]): place for path, place in places.items() if path[:size] == old}
