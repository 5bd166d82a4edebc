"""Values that only the account knows: history, crossings and indicators of them are refused."""

import pytest

from jtsc.check.expression import check_expression
from jtsc.check.scope import Scope
from jtsc.diagnostics import Problems
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax.parser import parse_expression
from jtsc.typesys.types import Stage, Type, Unit, joined
from tests.jtsc.checked import codes, rule

HERE = Span(1, 0, 1)


def found_codes(expression: str, stage: Stage) -> list[str]:
    """Check an expression in which `x` is a price of this stage."""
    problems = Problems()
    known = hir.Constant(HERE, Type(Unit.PRICE, stage, 0), 1.0)
    check_expression(parse_expression(expression), Scope(problems, locals={"x": known}))
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    "expression", ["x[1]", "x crosses above close", "close crosses below x", "SMA(x, 5)"]
)
def test_account_value_has_no_past(expression: str) -> None:
    assert found_codes(expression, Stage.ACCOUNT) == ["JTS0404"]
    assert found_codes(expression, Stage.MARKET) == []


def test_account_value_may_be_compared() -> None:
    assert found_codes("x > close", Stage.ACCOUNT) == []


def test_an_expression_is_known_when_its_last_part_is() -> None:
    parts = [Type(Unit.PRICE, stage) for stage in (Stage.PARAM, Stage.ACCOUNT, Stage.MARKET)]
    assert joined(Unit.BOOL, *parts).stage is Stage.ACCOUNT


def test_parts_of_different_clocks_meet_on_the_decision_clock() -> None:
    coarse, fine, fixed = (
        Type(Unit.PRICE, Stage.MARKET, 2),
        Type(Unit.PRICE, Stage.MARKET, 1),
        Type(Unit.NUMBER),
    )
    assert joined(Unit.BOOL, coarse, fixed).clock == 2
    assert joined(Unit.BOOL, coarse, fine).clock == 0
    assert joined(Unit.BOOL, fixed, fixed).clock == fixed.clock


@pytest.mark.parametrize(
    ("following", "found"),
    [
        ("if rank(close) < 3 then n + 1 else n", []),
        ("if rank(n) < 3 then n + 1 else n", ["JTS0119"]),
        ("n + rank(n)", ["JTS0119"]),
        ("if rank(close) < 3 then n + 1 else rank(n)", ["JTS0119"]),
    ],
)
def test_symbols_are_not_compared_by_what_a_comparison_made(following: str, found: list[str]) -> None:
    assert codes(rule("n > 5", f"var n = 0 then {following}")) == found
