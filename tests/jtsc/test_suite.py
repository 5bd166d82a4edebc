"""What a file says of itself, compiled beside the strategy."""

from pathlib import Path

import pytest

from jtsc.driver import Rejected, compile_file, compile_suite
from jtsc.suite import Suite
from tests.jtsc.checked import rule

STEPS = "with n = 3\nbars(1d, close: [1, 2])\nexpect close == 2 at bar 1\nexpect exits == 0"
TEST = f'test "한글 title" {{\n{STEPS}\n}}'
PARAMS = "params { n = 5\n trades = 1 }"


def compiled(folder: Path, text: str) -> Suite | None:
    file = folder / "strategy.jts"
    file.write_text(text, "utf-8")
    return compile_suite(file)


def test_tests_do_not_change_what_a_strategy_does(tmp_path: Path) -> None:
    alone, tested = (tmp_path / name for name in ("alone.jts", "tested.jts"))
    alone.write_text(rule("SMA(close, n) > 1", PARAMS), "utf-8")
    tested.write_text(rule("SMA(close, n) > 1", f"{PARAMS}\n{TEST}\nexpect {{ sharpe > 1 }}"), "utf-8")
    suite = compile_suite(tested)
    assert suite is not None
    of_alone = compile_file(alone).artifact
    assert (suite.strategy.mir_hash, suite.strategy.kernel_path) == (of_alone.mir_hash, of_alone.kernel_path)
    assert suite.strategy == compile_file(tested).artifact


def test_a_suite_is_plain_data(tmp_path: Path) -> None:
    suite = compiled(tmp_path, rule("close > n", f"{PARAMS}\n{TEST}"))
    assert suite is not None
    (test,) = suite.tests
    assert (test.title, test.line, test.parameters) == ("한글 title", 4, {"n": 3.0})
    assert (test.length_ns, test.columns["close"]) == (86_400_000_000_000, (1.0, 2.0))
    at_bar, at_end = test.expectations
    assert (at_bar.text, at_bar.line, at_bar.column, at_bar.bar) == ("close == 2", 7, 8, 1)
    assert [term.value.origin for term in at_bar.terms] == ["payload", "payload"]
    assert [term.value.origin for term in at_end.terms] == ["fixed", "fixed"]


def test_the_probe_is_given_parameters_then_figures(tmp_path: Path) -> None:
    """A parameter that has the name of a figure is no figure."""
    suite = compiled(tmp_path, rule("close > n", f"{PARAMS}\n{TEST}"))
    assert suite is not None
    assert [each.name for each in suite.probe.parameters] == ["n", "trades", *suite.figures]
    assert "exits" in suite.figures
    assert "trades" not in suite.figures


def test_a_file_of_functions_has_no_suite_and_one_without_tests_an_empty_one(tmp_path: Path) -> None:
    assert compiled(tmp_path, "fn double(x) = x * 2\n") is None
    suite = compiled(tmp_path, rule("close > 1"))
    assert suite is not None
    assert suite.is_empty


def test_mistakes_are_told(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as rejected:
        compiled(tmp_path, rule("close > n", f"{PARAMS}\n{TEST.replace('bar 1', 'bar 2')}"))
    assert [found.code for found in rejected.value.diagnostics] == ["JTS0571"]
