"""Which rules of the regulation texts are kept, by which tests.

python -m scripts.rules prints the page; --write refreshes docs/rules.md, --check fails when it is stale.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "rules.md"
REQUIREMENTS = ROOT.parent / "shared" / "requirements.md"  # not everywhere at hand; the ids are known without it

# Prefix → what the text is about, and how many rules it has, numbered from 01.
GROUPS = {
    "OP10": ("«ОП-10», sources", 34),
    "NL": ("«Необработанный лид», first touch", 21),
    "RB": ("robots over the funnel", 31),
    "LL": ("the supervisors' lead list", 29),
    "LT": ("LATUNING's rules", 32),
}
HEADER = """# Rules and the tests that keep them

Printed by `make rules`; do not edit by hand. A rule is kept when the tests marked with its id,
`@pytest.mark.rule("NL-06")`, pass. A dash: no test has that mark yet.
"""

Kept = dict[str, list[str]]  # rule id → its tests, as pytest names them


def rule_ids() -> list[str]:
    """All ids, group by group."""
    return [rule for prefix in GROUPS for rule in _group(prefix)]


def ids_in(requirements: str) -> list[str]:
    """The ids that a requirements page gives to its rules, in its order."""
    return re.findall(r"^\| ([A-Z]+[0-9]*-[0-9]+) \|", requirements, re.MULTILINE)


def kept_by(tests: Path) -> Kept:
    """The rule marks of all tests below the folder, read without importing them."""
    kept: Kept = {}
    for path in sorted(tests.rglob("test_*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for test, rules in _tests(module.body, path.relative_to(tests.parent).as_posix(), []):
            for rule in dict.fromkeys(rules):
                kept.setdefault(rule, []).append(test)
    return kept


def page(kept: Kept) -> str:
    """The whole page as Markdown."""
    nobody = [rule for rule in rule_ids() if rule not in kept]
    parts = [HEADER, _counts(kept), f"Nobody covers ({len(nobody)}): {', '.join(nobody) or 'none'}.\n"]
    for prefix, (about, _) in GROUPS.items():
        rows = [f"| {rule} | {_cell(kept.get(rule, []))} |" for rule in _group(prefix)]
        parts.append("\n".join([f"## {prefix}: {about}\n", "| rule | tests |", "|---|---|", *rows, ""]))
    return "\n".join(parts)


def mistakes(kept: Kept) -> list[str]:
    """Marks that name no rule, and ids of the requirements page that this script does not know."""
    known = rule_ids()
    found = [f"{rule}: no such rule, in {test}" for rule in kept if rule not in known for test in kept[rule]]
    if REQUIREMENTS.exists() and ids_in(REQUIREMENTS.read_text(encoding="utf-8")) != known:
        found.append("the requirements page has other ids than GROUPS of this script")
    return found


def _group(prefix: str) -> list[str]:
    return [f"{prefix}-{number:02}" for number in range(1, GROUPS[prefix][1] + 1)]


def _tests(body: list[ast.stmt], where: str, inherited: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Every test of a module or class with its rules; `pytestmark` and a class's marks hold for all inside."""
    assigned = [node for node in body if isinstance(node, ast.Assign)]
    inherited = inherited + _rules([node.value for node in assigned if ast.unparse(node.targets[0]) == "pytestmark"])
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _tests(node.body, f"{where}::{node.name}", inherited + _rules(node.decorator_list))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            yield f"{where}::{node.name}", inherited + _rules(node.decorator_list)


def _rules(expressions: list[ast.expr]) -> list[str]:
    """The ids of every `pytest.mark.rule(…)` in the expressions, those on single parameters too."""
    calls = [node for expression in expressions for node in ast.walk(expression) if isinstance(node, ast.Call)]
    marks = [argument for call in calls if ast.unparse(call.func) == "pytest.mark.rule" for argument in call.args]
    return [str(mark.value) if isinstance(mark, ast.Constant) else ast.unparse(mark) for mark in marks]


def _counts(kept: Kept) -> str:
    rows = [
        f"| {prefix} | {len(_group(prefix))} | {sum(rule in kept for rule in _group(prefix))} |" for prefix in GROUPS
    ]
    total = f"| all | {len(rule_ids())} | {sum(rule in kept for rule in rule_ids())} |"
    return "\n".join(["| group | rules | with a test |", "|---|---:|---:|", *rows, total, ""])


def _cell(tests: list[str]) -> str:
    return "<br>".join(f"`{test}`" for test in tests) or "–"


def main(arguments: list[str]) -> int:
    """0, or 1 with the reasons on stderr."""
    kept = kept_by(ROOT / "tests")
    found, text = mistakes(kept), page(kept)
    if "--write" in arguments:
        PAGE.write_text(text, encoding="utf-8")
    elif "--check" not in arguments:
        print(text)
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        found.append("docs/rules.md is stale: run python -m scripts.rules --write")
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
