"""What `expect` may look at: figures of a run at its end, values of the strategy at a bar."""

from datetime import date

import pytest

from jtsc.check.expectations import check_expectation
from jtsc.check.scope import Scope
from jtsc.diagnostics import Problems
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.syntax.parser import parse_expression
from jtsc.typesys.types import Stage, Type, Unit
from tests.jtsc.checked import check, codes, rule

DECLARED = "params { trades = 7d }\nindicators {\n volatility = STDDEV(close, 5)\n up = close > close[1]\n}"


def in_section(expectation: str) -> str:
    return rule("close > 1", f"{DECLARED}\nexpect {{\n{expectation}\n}}")


def in_test(expectation: str) -> str:
    step = f"bars(1d, close: [100, 101, 102])\nexpect {expectation}"
    return rule("close > 1", f'{DECLARED}\ntest "t" {{\n{step}\n}}')


@pytest.mark.parametrize(
    "expectation",
    [
        "entries == 2 AND exits <= entries",
        "max_drawdown < 25%",
        "sharpe > 0.3 on 2018-01-01..2021-12-31",
        "total_return > buy_and_hold",
        "equity_final > 1_000_000 KRW",
        "NOT (profit_factor between [0, 1])",
        "if entries > 0 then win_rate > 50% else total_return == 0",
    ],
)
def test_figures_are_compared_at_the_end(expectation: str) -> None:
    assert codes(in_section(expectation)) == []
    if " on " not in expectation:
        assert codes(in_test(expectation)) == []


@pytest.mark.parametrize("value", ["up", "close == 101", "volatility > 0", "close[1] == 100", "time > 09:30"])
def test_values_of_the_strategy_are_looked_at_at_a_bar(value: str) -> None:
    assert codes(in_test(f"{value} at bar 2")) == []


@pytest.mark.parametrize(
    ("expectation", "code"),
    [
        ("sharp > 0.3", "JTS0201"),
        ("max_drawdown < 25 KRW", "JTS0301"),
        ("total_return", "JTS0302"),
        ("up", "JTS0561"),
        ("close > 1 on 2020-01-01..2020-12-31", "JTS0561"),
        ("sharpe > 1 on 2020..2021", "JTS0574"),
        ("sharpe > 1 on 2021-01-01..2020-01-01", "JTS0212"),
    ],
)
def test_what_a_section_cannot_expect(expectation: str, code: str) -> None:
    assert codes(in_section(expectation)) == [code]


@pytest.mark.parametrize(
    ("expectation", "code"),
    [
        ("exits == 1 at bar 1", "JTS0560"),
        ("close at bar 1", "JTS0302"),
        ("up at bar 3", "JTS0571"),
        ("up at bar -1", "JTS0571"),
        ("up at bar 0.5", "JTS0571"),
        ("up at bar close", "JTS0571"),
        ("up at bar 1d", "JTS0571"),
    ],
)
def test_what_a_test_cannot_expect(expectation: str, code: str) -> None:
    assert codes(in_test(expectation)) == [code]


def test_a_figure_has_no_meaning_in_a_rule() -> None:
    assert codes(rule("exits > 1")) == ["JTS0560"]


def test_a_range_of_dates_holds_its_days() -> None:
    checked = check(in_section("sharpe > 1 on 1970-01-01..2020-02-29"))
    assert checked.hir is not None
    (expectation,) = checked.hir.expectations
    assert expectation.dates == (0, (date(2020, 2, 29) - date(1970, 1, 1)).days)


@pytest.mark.parametrize(
    ("name", "unit"),
    [("trades", Unit.DURATION), ("volatility", Unit.RATIO), ("entries", Unit.NUMBER)],
)
def test_a_parameter_stands_before_a_figure_and_a_figure_before_an_indicator(name: str, unit: Unit) -> None:
    checked = check(in_section(f"{name} == {name}"))
    assert checked.hir is not None
    (expectation,) = checked.hir.expectations
    condition = expectation.condition
    assert isinstance(condition, hir.Comparison)
    assert isinstance(condition.left, hir.Parameter)
    assert (condition.left.name, condition.left.type) == (name, Type(unit, Stage.PARAM))


def test_a_currency_is_that_of_the_strategy() -> None:
    text = in_section("equity_final > 100 USD").replace("trades = 7d", "floor = 1_000 KRW")
    assert codes(text) == ["JTS0310"]


def test_a_value_of_the_account_has_no_bar_yet() -> None:
    here = Span(1, 0, 1)
    problems = Problems()
    held = hir.Constant(here, Type(Unit.PRICE, Stage.ACCOUNT, 0), 1.0)
    node = ast.Expect(here, parse_expression("x > close"), ast.Literal(here, "number", 1))
    check_expectation(node, 3, Scope(problems, locals={"x": held}))
    assert [problem.code for problem in problems] == ["JTS0119"]
