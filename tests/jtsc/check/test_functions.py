"""The user's own functions mean what their bodies mean where they are called."""

from pathlib import Path

import pytest

from jtsc.driver import compile_file
from jtsc.errors import UserError
from jtsc.frontend import Checked, Frontend
from jtsc.source import Source
from tests.jtsc.checked import check, codes, optimised, rule, traded

FUNCTIONS = """
fn middle(bars) = (HIGHEST(high, bars) + LOWEST(low, bars)) / 2
fn above(x, floor) = x > floor AND x > middle(bars: 5)
"""
PARAMETERS = "params { n = 3 in 2..9 }"


@pytest.mark.parametrize(
    ("called", "written_out", "declarations"),
    [
        ("close > middle(4)", "close > (HIGHEST(high, 4) + LOWEST(low, 4)) / 2", ""),
        ("close > middle(n)", "close > (HIGHEST(high, n) + LOWEST(low, n)) / 2", PARAMETERS),
        (
            "above(floor: SMA(close, n), x: open)",
            "open > SMA(close, n) AND open > (HIGHEST(high, 5) + LOWEST(low, 5)) / 2",
            PARAMETERS,
        ),
    ],
)
def test_a_call_is_its_body(called: str, written_out: str, declarations: str) -> None:
    with_functions = optimised(FUNCTIONS + rule(called, declarations))
    assert with_functions.digest() == optimised(rule(written_out, declarations)).digest()


def test_a_call_in_a_block_stands_on_its_timeframe() -> None:
    blocks = "timeframes {{ day = 1d\n week = 1w }}\nindicators {{ on week {{ mid = {} }} }}"
    called = optimised(FUNCTIONS + rule("close > week.mid", blocks.format("middle(4)")))
    written = optimised(rule("close > week.mid", blocks.format("(HIGHEST(high, 4) + LOWEST(low, 4)) / 2")))
    assert called.digest() == written.digest()


@pytest.mark.parametrize(
    ("functions", "condition", "expected"),
    [
        ("fn f(x) = x + n", "f(close) > 1", ["JTS0201"]),  # nothing of the strategy is seen inside
        ("fn f(x) = x > 3%", "f(close)", ["JTS0301"]),
        ("fn f(x) = x > 3%", "f(price_change(1d))", []),  # checked anew for each call
        ("fn f(x) = SMA(close, x)", "f(close) > 1", ["JTS0401"]),
        ("fn f(x) = g(x)\nfn g(x) = f(x)", "f(close) > 1", ["JTS0222"]),
        ("fn f(x) = x", "f(close, 1) > 1", ["JTS0501"]),
        ("fn f(x) = x", "f(y: close) > 1", ["JTS0502"]),
        ("fn f(x) = x", "f(close, x: 1) > 1", ["JTS0503"]),
        ("fn f(x, y) = x", "f(close) > 1", ["JTS0504"]),
        ("fn f(x) = x\nfn f(y) = y", "f(close) > 1", ["JTS0202"]),
        ("fn f(high) = high", "close > 1", ["JTS0203"]),
    ],
)
def test_what_is_wrong_is_said_once(functions: str, condition: str, expected: list[str]) -> None:
    assert codes(f"{functions}\n" + rule(condition, PARAMETERS)) == expected


def imported(tmp_path: Path, **files: str) -> Checked:
    for name, text in files.items():
        (tmp_path / f"{name}.jts").write_text(text, "utf-8")
    path = tmp_path / "main.jts"
    return Frontend().check(Source.from_text(path.read_text("utf-8"), str(path)))


MAIN = 'import "a.jts"\n' + traded("f(close) > 1")


def test_functions_of_files_that_files_import(tmp_path: Path) -> None:
    nested = 'import "b.jts"\nfn f(x) = g(x) + 1\n'
    checked = imported(tmp_path, main=MAIN, a=nested, b='import "a.jts"\nfn g(x) = x * 2\n')
    assert checked.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "does not exist"),
        ("fn f(x) = (x\n", "`jtsc check a.jts` tells"),
        (rule("close > 1"), "it holds a strategy"),
    ],
)
def test_imports_that_cannot_be_used(tmp_path: Path, text: str | None, reason: str) -> None:
    files = {} if text is None else {"a": text}
    (problem,) = imported(tmp_path, main=MAIN, **files).diagnostics
    assert problem.code == "JTS0223"
    assert reason in str(problem.facts["reason"])


def test_a_changed_import_compiles_anew(tmp_path: Path) -> None:
    (tmp_path / "main.jts").write_text(MAIN, "utf-8")
    hashes = set()
    for text in ("fn f(x) = x + 1\n", "fn f(x) = x + 2\n", "fn f(x) = x + 1\n"):
        (tmp_path / "a.jts").write_text(text, "utf-8")
        hashes.add(compile_file(tmp_path / "main.jts").artifact.mir_hash)
    assert len(hashes) == 2


def test_a_file_of_functions_checks_and_is_no_strategy(tmp_path: Path) -> None:
    path = tmp_path / "lib.jts"
    path.write_text("// Filters.\nfn f(x) = x + 1\n", "utf-8")
    assert check(path.read_text("utf-8")).diagnostics == ()
    with pytest.raises(UserError, match="holds functions and no strategy"):
        compile_file(path)
