"""Running the `test` blocks of a file: each over its own bars, as a backtest runs."""

from collections.abc import Mapping
from decimal import Decimal

from jtsc.artifact import Parameter
from jtsc.suite import Suite, UnitTest
from runtime.backtest.parameters import parse_parameters
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import run_backtest
from runtime.backtest.warmup import HistoryTooShortError
from runtime.clock import Clock
from runtime.domain.costs import Costs
from runtime.domain.errors import RunError
from runtime.market_data.calendars.venue_calendar import VenueCalendar
from runtime.market_data.timeframe import timeframe_label
from runtime.testing.expectations import judge_at_bar, judge_at_end
from runtime.testing.figures import idle_figures, run_figures
from runtime.testing.given_bars import SYMBOL, GivenBars, build_bars
from runtime.testing.happened import what_happened
from runtime.testing.kernels import Kernels
from runtime.testing.probe import settled_values, values_at_bars
from runtime.testing.results import CaseResult, Finding, Verdict

CASH = Decimal(10_000_000)  # as `jtsc backtest` has it, without costs


def run_test(
    suite: Suite, kernels: Kernels, test: UnitTest, calendar: VenueCalendar, clock: Clock
) -> CaseResult:
    """Run one test of a file; what cannot be run says why in a note."""
    began = clock.elapsed_s()
    try:
        findings, notes = _findings(suite, kernels, test, calendar, clock)
    except RunError as error:
        seconds = clock.elapsed_s() - began
        return CaseResult(test.title, test.line, Verdict.BROKEN, seconds, notes=(error.sentence,))
    verdict = Verdict.FAILED if findings else Verdict.PASSED
    return CaseResult(test.title, test.line, verdict, clock.elapsed_s() - began, findings, notes)


def _findings(
    suite: Suite, kernels: Kernels, test: UnitTest, calendar: VenueCalendar, clock: Clock
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    looked_at = dict.fromkeys(each.symbol for each in suite.strategy.clocks if each.symbol)
    bars = build_bars(test, calendar, tuple(looked_at))
    written = _written(suite, test)
    parameters = parse_parameters(written, suite.strategy)
    request = BacktestRequest(
        written, Costs("none"), CASH, Decimal(1), symbols=(SYMBOL,), venue=calendar.name
    )
    figures: Mapping[str, float]
    try:
        done = run_backtest(suite.strategy, kernels.strategy, request, GivenBars(bars), clock)
        figures, notes = run_figures(done.summary.metrics, done.outcome), what_happened(done)
    except HistoryTooShortError as error:
        figures, notes = idle_figures(), (f"nothing could be decided: {error.message}",)
    moving = values_at_bars(suite, kernels.probe, bars, SYMBOL, parameters, calendar)
    settled = settled_values(suite, kernels.probe, parameters, figures)
    judged = (
        judge_at_end(each, settled) if each.bar is None else judge_at_bar(each, moving, settled)
        for each in test.expectations
    )
    findings = tuple(finding for finding in judged if finding is not None)
    return findings, notes if findings else ()


def _written(suite: Suite, test: UnitTest) -> tuple[str, ...]:
    """Return the parameters that a test sets, as an option of a run says them."""
    declared = {parameter.name: parameter for parameter in suite.strategy.parameters}
    return tuple(f"{name}={_value(value, declared[name])}" for name, value in test.parameters.items())


def _value(value: float, parameter: Parameter) -> str:
    if parameter.texts:
        return parameter.texts[int(value)]
    return timeframe_label(int(value)) if parameter.unit == "duration" else repr(value)
