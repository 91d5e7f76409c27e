"""Problems are told with their line, so the scanner must follow TOML through all of its spellings."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.regulations.lines import KeyPath, key_lines

REGULATIONS = Path(__file__).parents[2] / "regulations"

ODD = '''# a comment with = and [brackets]
plain = "a # b = c"
"quoted key" = 'x'
a.b . "c" = 1.5 # dotted
many = """
[not.a.table]
key = "no" ""\\"""""
list = [ # here
  1,
  ["x", 'y'],
  { inner = 2, deep = { deeper = [1979-05-27T07:32:00Z, 08:00:00] } },
]
[t]
k = true
[[e]]
k = 1
[[e.sub]]
k = 2
[[e.sub]]
k = 3
[e.sub.x]
k = 4
[[e]]
last = \'\'\'
k = 0\'\'\''''

EXPECTED = {
    ("plain",): 2,
    ("quoted key",): 3,
    ("a",): 4,
    ("a", "b"): 4,
    ("a", "b", "c"): 4,
    ("many",): 5,
    ("list",): 8,
    ("list", 0): 9,
    ("list", 1): 10,
    ("list", 1, 0): 10,
    ("list", 1, 1): 10,
    ("list", 2): 11,
    ("list", 2, "inner"): 11,
    ("list", 2, "deep"): 11,
    ("list", 2, "deep", "deeper"): 11,
    ("list", 2, "deep", "deeper", 0): 11,
    ("list", 2, "deep", "deeper", 1): 11,
    ("t",): 13,
    ("t", "k"): 14,
    ("e",): 15,
    ("e", 0): 15,
    ("e", 0, "k"): 16,
    ("e", 0, "sub"): 17,
    ("e", 0, "sub", 0): 17,
    ("e", 0, "sub", 0, "k"): 18,
    ("e", 0, "sub", 1): 19,
    ("e", 0, "sub", 1, "k"): 20,
    ("e", 0, "sub", 1, "x"): 21,
    ("e", 0, "sub", 1, "x", "k"): 22,
    ("e", 1): 23,
    ("e", 1, "last"): 24,
}


def paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The path of everything inside a TOML value."""
    pairs: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield (*path, key)
        yield from paths(inner, (*path, key))


def test_every_spelling_of_toml() -> None:
    assert set(paths(tomllib.loads(ODD))) == set(EXPECTED)
    assert key_lines(ODD) == EXPECTED


@pytest.mark.parametrize("name", ["op10", "demo"])
def test_every_key_of_the_presets_has_the_line_that_spells_it(name: str) -> None:
    text = (REGULATIONS / f"{name}.toml").read_text(encoding="utf-8")
    lines = key_lines(text)
    assert set(lines) == set(paths(tomllib.loads(text)))
    rows = text.splitlines()
    assert all(path[-1] in rows[line - 1] for path, line in lines.items() if isinstance(path[-1], str))


statement = st.sampled_from(
    ["# note", "", "{} = 1", "{} = [\n1,\n2]", '{} = """\n\n"""', "{} = {{ a = 1, b = [2] }}", "[{}]", "[[{}]]\nx = 1"]
)


@given(st.lists(statement, max_size=10))
def test_a_statement_starts_where_the_text_before_it_ends(statements: list[str]) -> None:
    texts = [text.format(f"k{number}") for number, text in enumerate(statements)]
    found = key_lines("\n".join(texts))
    starts = {f"k{number}": 1 + sum(text.count("\n") + 1 for text in texts[:number]) for number in range(len(texts))}
    top = {part: line for path, line in found.items() if (part := path[-1]) in starts}
    assert top == {key: line for key, line in starts.items() if key in "".join(texts)}
