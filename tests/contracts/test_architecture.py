"""The architecture: imports one way (.importlinter), and the rules about calls that import-linter cannot see."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "handlers", "services")

# The one place that may start a task of its own: everything else runs under a TaskGroup, which nobody can forget.
NURSERY = "bot/nursery.py"

# What a line may not call, and where.
NOWHERE_IN_THE_PRODUCT = {
    "asyncio.create_task", "asyncio.ensure_future", "asyncio.get_event_loop",
    "get_running_loop().create_task", "loop.create_task", "os._exit", "os.getenv", "time.sleep",
}  # fmt: skip
NOT_IN_THE_HEART = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.monotonic", "time.time", "open", "print",
}  # fmt: skip


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every call with its line, as `name` or the last two names of `a.b.c`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (words := ast.unparse(node.func).split(".")):
            yield node.lineno, ".".join(words[-2:])


def found(folders: tuple[str, ...], names: set[str], exempt: str = "") -> list[str]:
    """Where these folders call one of `names`."""
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))
    return [
        f"{file.relative_to(ROOT)}:{line} {name}()"
        for file in files
        if file.relative_to(ROOT).as_posix() != exempt
        for line, name in calls(ast.parse(file.read_text("utf-8")))
        if name in names
    ]


def test_imports_point_one_way() -> None:
    ended = lint_imports(ROOT)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("services/domain/lead.py", "import asyncio", "The heart is pure"),
        ("services/domain/lead.py", "import services.storage", "Use cases stand beside each other"),
        ("services/storage/db.py", "import services.telegram", "Use cases stand beside each other"),
        ("services/leads.py", "import services.intake", "Use cases stand beside each other"),
        ("services/newcomer.py", "", "Use cases stand beside each other"),
        ("services/intake.py", "import handlers", "The shell knows the edges"),
        ("handlers/telegram/start.py", "import services.storage", "Handlers touch neither storage"),
        ("handlers/telegram/start.py", "import handlers.web", "Conversations and web routes"),
        ("bot/demo.py", "import sandbox", "The product knows nothing of the sandbox"),
        ("sandbox/app.py", "import services.domain", "The sandbox knows nothing of the product"),
    ],
)
def test_an_import_the_wrong_way_breaks_its_contract(module: str, line: str, broken: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for package in (
        "bot", "handlers/telegram", "handlers/web", "sandbox",
        "services/bitrix24", "services/domain", "services/storage", "services/telegram",
    ):  # fmt: skip
        (tmp_path / package).mkdir(parents=True)
    for folder in [each for each in tmp_path.rglob("*") if each.is_dir()]:
        (folder / "__init__.py").touch()
    for use_case in ("intake", "leads"):
        (tmp_path / f"services/{use_case}.py").touch()
    assert lint_imports(tmp_path).returncode == 0
    (tmp_path / module).write_text(line + "\n")
    ended = lint_imports(tmp_path)
    assert ended.returncode == 1
    assert "1 broken" in ended.stdout
    assert broken in ended.stdout.split("Broken contracts")[1]


def test_the_product_starts_no_task_that_could_be_forgotten() -> None:
    assert found(PRODUCT, NOWHERE_IN_THE_PRODUCT, exempt=NURSERY) == []


def test_nobody_below_the_shell_prints() -> None:
    assert found(("handlers", "services"), {"print"}) == []


def test_time_is_an_argument_of_the_heart() -> None:
    assert found(("services/domain",), NOT_IN_THE_HEART) == []


def test_the_rules_about_calls_see_what_they_look_for() -> None:
    code = "import asyncio, datetime\nasyncio.create_task(x())\ndatetime.datetime.now(tz)\nprint(1)\n"
    assert {name for _, name in calls(ast.parse(code))} >= {"asyncio.create_task", "datetime.now", "print"}
