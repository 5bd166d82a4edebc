"""What is said of a result that another one differs from."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.backtest.reproduction import Difference, differences, read_result
from runtime.domain.errors import RunError

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
RESULTS = st.dictionaries(
    st.sampled_from("abcd"),
    st.recursive(
        LEAVES, lambda below: st.lists(below) | st.dictionaries(st.sampled_from("xyz"), below), max_leaves=6
    ),
)


@given(RESULTS)
def test_nothing_differs_from_itself(result: dict[str, Any]) -> None:
    assert list(differences(result, json.loads(json.dumps(result)))) == []


@given(RESULTS, RESULTS)
def test_two_results_differ_as_json_does(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (list(differences(one, other)) == []) == same


@given(RESULTS, RESULTS)
def test_it_is_the_same_seen_from_the_other_side(one: dict[str, Any], other: dict[str, Any]) -> None:
    there = {(each.what, repr(each.recorded), repr(each.found)) for each in differences(one, other)}
    back = {(each.what, repr(each.found), repr(each.recorded)) for each in differences(other, one)}
    assert there == back


RESULT = {
    "source": "a.jts",
    "engine_seconds": 0.5,
    "fills": 3,
    "outcome_hash": "aa",
    "manifest": {
        "source": "a.jts",
        "source_hash": "bb",
        "versions": {"numpy": "2.4.6"},
        "parameters": {"fast": 10.0},
        "data": {"path": "bars.csv", "hash": "cc", "first_bar_ns": {"1d": {"AAA": 5}}},
        "tables": {"calendar": {"venue": "krx", "hash": "dd"}},
    },
}


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("fills", "fills"),
        ("outcome_hash", "fills, trades and equity"),
        ("manifest.source_hash", "text of the strategy"),
        ("manifest.versions.numpy", "version of numpy"),
        ("manifest.parameters.fast", "parameter fast"),
        ("manifest.data.hash", "data"),
        ("manifest.data.first_bar_ns.1d.AAA", "first bar of 1d.AAA"),
        ("manifest.tables.calendar.hash", "sessions of the calendar"),
    ],
)
def test_a_difference_is_named(place: str, what: str) -> None:
    changed = copy.deepcopy(RESULT)
    *folders, leaf = place.split(".")
    holder: Any = changed
    for folder in folders:
        holder = holder[folder]
    before, holder[leaf] = holder[leaf], "other"
    assert list(differences(RESULT, changed)) == [Difference(what, before, "other")]


def test_times_and_places_are_no_part_of_a_result() -> None:
    moved = copy.deepcopy(RESULT) | {"source": "b.jts", "engine_seconds": 9.0}
    moved["manifest"]["source"] = "b.jts"
    moved["manifest"]["data"]["path"] = "elsewhere.csv"
    assert list(differences(RESULT, moved)) == []


NO_RESULTS = [
    ("", "is no JSON"),
    ("[1]", "it has no manifest"),
    ("{}", "it has no manifest"),
    ('{"manifest": {"schema": 1}}', "another version of jts"),
    ('{"manifest": {"schema": 2}}', "is damaged"),
    ('{"manifest": {"schema": 2, "source": "a", "data": {"kind": "tape"}}}', "is damaged"),
]


@pytest.mark.parametrize(("text", "said"), NO_RESULTS)
def test_what_is_no_result_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "result.json").write_text(text, "utf-8")
    with pytest.raises(RunError, match=said) as caught:
        read_result(tmp_path / "result.json")
    assert "\n" not in caught.value.message
