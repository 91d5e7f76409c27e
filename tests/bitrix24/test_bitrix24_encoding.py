"""Parameters survive the way through a batch: encoded here, read as PHP reads them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bitrix24.encoding import command, query
from tests.bitrix24.scripted_portal import php

keys = st.text(st.characters(exclude_characters="[]\0", exclude_categories=["Cs"]), min_size=1).filter(
    lambda key: not key.isdigit()
)
leaves = st.text(st.characters(exclude_categories=["Cs"]))
trees = st.dictionaries(
    keys,
    st.recursive(
        leaves,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(keys, inner, min_size=1, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


@given(trees)
def test_any_nested_text_comes_back_as_it_was(params: dict[str, Any]) -> None:
    assert php(query(params)) == params


@pytest.mark.parametrize(
    ("params", "encoded"),
    [
        ({"id": 5, "on": True, "off": False}, "id=5&on=Y&off=N"),
        ({"fields": {"title": "Лид & «Ко»"}}, "fields[title]=%D0%9B%D0%B8%D0%B4%20%26%20%C2%AB%D0%9A%D0%BE%C2%BB"),
        ({"filter": {">=id": 7, "@id": [1, 2]}}, "filter[%3E%3Did]=7&filter[%40id][0]=1&filter[%40id][1]=2"),
        ({"a": None, "b": [], "c": {}, "d": ""}, "d="),
        ({"half": "an emoji \ud83d"}, "half=an%20emoji%20%3F"),
    ],
)
def test_the_form_of_each_type(params: dict[str, Any], encoded: str) -> None:
    assert query(params) == encoded


def test_a_command_without_parameters_has_no_question_mark() -> None:
    assert command("server.time", {}) == "server.time"
