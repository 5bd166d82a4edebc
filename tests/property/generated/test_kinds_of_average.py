"""Averages of a kind that a parameter names, over prices and volumes, as the interpreter has them."""

import pytest

from jtsc.driver import load_kernel
from tests.property.conftest import interpreted
from tests.property.generated.comparison import differences, emitted_answers, interpreted_answers, make_case
from tests.property.walks import walk_columns, walk_steps

TEXT = """
strategy("Kinds of average") {
  params {
    kind = "wma" in ["sma", "ema", "wma"]
  }
  timeframes {
    minute = 1m
    five = 5m
  }
  indicators {
    near = MA(period: 3, type: kind)
    busy = MA(source: volume, period: 4, type: kind)
    on five { far = MA(period: 2, type: kind) }
  }
  entry.long {
    when (near > five.far AND volume > busy) { buy(quantity: 5%) }
  }
  exit.long {
    when (if kind == "sma" then close < near else close < five.far) { sell(quantity: all) }
  }
}
"""
SEEDS = {"sma": 1, "ema": 5, "wma": 0}  # of cases in which the parameter is that


@pytest.mark.parametrize("build", [interpreted, pytest.param(load_kernel, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", SEEDS)
def test_they_are_those_of_the_interpreter(kind: str, build) -> None:  # type: ignore[no-untyped-def]
    case = make_case(TEXT, SEEDS[kind])
    assert case.parameters == {"kind": ("sma", "ema", "wma").index(kind)}
    expected = interpreted_answers(case)
    assert expected.fired.any(axis=1).all()
    module = build(case.artifact)
    for walk in (walk_columns, walk_steps):
        assert differences(case, expected, emitted_answers(case, module, walk)) == []
