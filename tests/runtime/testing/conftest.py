"""Tests of strategies run as plain Python, over compiled indicators."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jtsc.driver import compile_suite
from jtsc.suite import Suite
from runtime.clock import SystemClock
from runtime.market_data.calendars.venues import venue_calendar
from runtime.testing.kernels import Kernels
from runtime.testing.results import CaseResult
from runtime.testing.run_tests import run_test
from tests.property.conftest import interpreted

STRATEGY = """\
strategy("S") {{
  params {{
    bars_back = 3 in 1..10
    trail = 50% in 1%..100%
    wait = 30m
  }}
  {declarations}
  entry.long {{
    when ({entry}) {{ buy(quantity: {quantity}) }}
  }}
  exit.long {{
    when ({exit}) {{ sell(quantity: all) }}
  }}
  risk_management {{
    trailing_stop = trail
  }}
  {test}
}}
"""
RunText = Callable[..., CaseResult]


@pytest.fixture
def suite_of(tmp_path: Path) -> Callable[[str], Suite]:
    """Compile a text with something to run."""

    def compile_text(text: str) -> Suite:
        file = tmp_path / "strategy.jts"
        file.write_text(text, "utf-8")
        suite = compile_suite(file)
        assert suite is not None
        return suite

    return compile_text


@pytest.fixture
def run_text(suite_of: Callable[[str], Suite]) -> RunText:
    """Run a test, given as its steps, of a strategy that buys above 100 and sells below."""

    def run(
        *steps: str,
        declarations: str = "",
        entry: str = "close > 100",
        exit: str = "close < 100",
        quantity: str = "10",
        venue: str = "krx",
    ) -> CaseResult:
        body = "\n".join(steps)
        suite = suite_of(
            STRATEGY.format(
                declarations=declarations,
                entry=entry,
                exit=exit,
                quantity=quantity,
                test=f'test "t" {{\n{body}\n}}',
            )
        )
        kernels = Kernels(interpreted(suite.strategy), interpreted(suite.probe))
        return run_test(suite, kernels, suite.tests[0], venue_calendar(venue), SystemClock())

    return run
