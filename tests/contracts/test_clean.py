"""The repository: nothing of the machine it was made on, nothing left half-done, locks that any mirror can serve."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
TEXTS = {
    ".cfg", ".css", ".ftl", ".html", ".ini", ".js", ".json", ".lock", ".mako", ".md", ".mjs", ".py", ".sh", ".svg",
    ".toml", ".txt", ".yaml", ".yml", "",
}  # fmt: skip
NOT_OURS = {"build", "data", "node_modules", "secrets", "__pycache__"}

# Written so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.}/:~-])/(?:work|home|root|Users|opt/pyp[i])/[\w.]")
REGISTRY = re.compile(r"pyp[i]\.(?:org|python)|pythonhoste[d]|registry\.npm[j]s", re.IGNORECASE)
MARKERS = re.compile(r"(?:#|//|<!--|^)\s*(?:TODO|FIXME|XXX|HACK|WIP)\b|\b(?:TODO|FIXME):|^(?:<{7}|>{7}) ", re.MULTILINE)


def texts(folder: Path = ROOT) -> Iterator[Path]:
    """Every text of the repository; what git ignores is not looked at."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in NOT_OURS and (not path.name.startswith(".") or path.name == ".ci"):
                yield from texts(path)
        elif path.suffix in TEXTS and path.name != ".git":
            yield path


def places(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in texts()
        for found in pattern.finditer(path.read_text("utf-8"))
    ]


def test_no_path_of_a_build_machine() -> None:
    assert places(MACHINE) == []


def test_no_package_registry_is_named() -> None:
    assert places(REGISTRY) == []


def test_nothing_is_left_half_done() -> None:
    assert places(MARKERS) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE, "see /" + "home/somebody/notes"),
        (MACHINE, "path = '/" + "work/main'"),
        (REGISTRY, "https://py" + "pi.org/simple"),
        (MARKERS, "# TO" + "DO: later"),
        (MARKERS, "<<<<" + "<<< HEAD"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert re.findall(r"(?:https?|file|git\+\w+):|(?m:^-)|--(?:index|find)|\s@\s", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_its_hashes(lock: str) -> None:
    packages = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text("utf-8"))[1:]
    assert len(packages) > 10
    assert [
        package for package in packages if not re.match(r"[a-z0-9._-]+==\S+ .*--hash=sha256:", package, re.DOTALL)
    ] == []


def test_the_locks_hold_everything_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {names(LOCKS[0]): project["dependencies"], names(LOCKS[1]): project["optional-dependencies"]["dev"]}
    for pinned, asked in wanted.items():
        assert {re.split(r"[^\w.-]", line)[0].lower().replace(".", "-") for line in asked} <= pinned
    assert names(LOCKS[0]) <= names(LOCKS[1])


def names(lock: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?m)^([a-z0-9._-]+)==", (ROOT / lock).read_text("utf-8")))
