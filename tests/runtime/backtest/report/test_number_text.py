"""Figures as people read them: the examples in the source, and the edges."""

import doctest

import pytest

from runtime.backtest.metrics.registry import Unit
from runtime.backtest.report import number_text
from runtime.backtest.report.number_text import UNDEFINED, figure_text


def test_the_examples_hold():
    failed, tried = doctest.testmod(number_text)
    assert (failed, tried > 0) == (0, True)


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_undefined_is_a_dash(value, unit):
    assert figure_text(value, unit, "KRW") == UNDEFINED


def test_a_drawdown_within_a_day_is_told_in_hours():
    assert figure_text(0.25, Unit.DAYS, None) == "6.0 hours"
    assert figure_text(1_584.0, Unit.DAYS, None) == "1,584 days"
