"""`extends`: a regulation that says only in what it differs from another."""

import re
from pathlib import Path
from typing import Any

from services.regulations.document import Document, Place, read
from services.regulations.lines import KeyPath
from services.regulations.problems import Problem, RegulationError, suggestion

# [[entries]] that are merged by their code; tables are merged down to this depth ([repair] and [repair.contacts]).
_ENTRIES = (
    ("actions",),
    ("clocks",),
    ("funnels",),
    ("ladders",),
    ("questions",),
    ("steps",),
    ("repair", "rules"),
    ("consultations", "statuses"),
    ("conversion", "variants"),
)
_DEPTH = 2
_WHOLE = (("hours", "week"),)  # a week is said anew: its days may be grouped in another way
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
    places = {**base.places, (): child.places[()]}
    data = _merge_tables((), base.data, child.data, child.places, places)
    return Document(data, places)


def _merge_tables(
    path: KeyPath,
    base: dict[str, Any],
    child: dict[str, Any],
    stands: dict[KeyPath, Place],
    places: dict[KeyPath, Place],
) -> dict[str, Any]:
    """The table at `path`; `stands`: where the child's values stand, `places` learns where the result's do."""
    merged = dict(base)
    for key, value in child.items():
        here, old = (*path, key), base.get(key)
        if here in _ENTRIES and isinstance(value, list) and isinstance(old, list):
            merged[key] = _merge_entries(here, old, value, stands, places)
        elif len(here) <= _DEPTH and here not in _WHOLE and isinstance(value, dict) and isinstance(old, dict):
            merged[key] = _merge_tables(here, old, value, stands, places)
            if here in stands:
                places[here] = stands[here]
        else:
            merged[key] = value
            places.update(_moved(stands, here, here))
    return merged


def _merge_entries(
    path: KeyPath, base: list[Any], child: list[Any], stands: dict[KeyPath, Place], places: dict[KeyPath, Place]
) -> list[Any]:
    entries = list(base)
    free = {code: number for number, entry in enumerate(entries) if (code := _code(entry))}
    for index, entry in enumerate(child):
        # A code used twice in one file stays twice: the check names it instead of merging it away.
        number = free.pop(_code(entry), len(entries))
        if number == len(entries):
            entries.append(entry)
        else:
            entries[number] = {**entries[number], **entry}
        places.update(_moved(stands, (*path, index), (*path, number)))
    return entries


def _code(entry: Any) -> str:
    code = entry.get("code") if isinstance(entry, dict) else None
    return code if isinstance(code, str) else ""


def _moved(places: dict[KeyPath, Place], old: KeyPath, new: KeyPath) -> dict[KeyPath, Place]:
    """The places under `old`, as they are called under `new`."""
    size = len(old)
    return {(*new, *path[size:]): place for path, place in places.items() if path[:size] == old}
