"""Running the `expect` sections of a file: backtests over data, their figures compared."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from jtsc.suite import Expectation, Suite
from runtime.backtest.bar_source import BarSource
from runtime.backtest.parameters import parse_parameters
from runtime.backtest.report.number_text import count_text, time_text
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import Backtest, run_backtest
from runtime.clock import Clock
from runtime.domain.bars import DAY_NS
from runtime.domain.errors import RunError
from runtime.testing.expectations import expectation_text, judge_at_end
from runtime.testing.figures import run_figures
from runtime.testing.kernels import Kernels
from runtime.testing.probe import settled_values
from runtime.testing.results import CaseResult, Verdict

NEEDS_DATA = "an `expect` section is about a backtest: give --data FILE, or a store by --store or --source"

Dates = tuple[date, date] | None


def run_expectations(
    suite: Suite,
    kernels: Kernels,
    expectations: Sequence[Expectation],
    request: BacktestRequest,
    source: BarSource,
    clock: Clock,
) -> tuple[CaseResult, ...]:
    """Judge expectations, each over its own dates or else over the request's; the same dates are run once."""
    runs: dict[Dates, Backtest | RunError] = {}
    cases = []
    for expectation in expectations:
        began = clock.elapsed_s()
        if expectation.dates not in runs:
            over = _within(request, expectation.dates)
            runs[expectation.dates] = _run(suite, kernels, over, source, clock)
        case = _judged(suite, kernels, expectation, request, runs[expectation.dates])
        cases.append(replace(case, seconds=clock.elapsed_s() - began))
    return tuple(cases)


def not_run(expectation: Expectation) -> CaseResult:
    """Return what is said of an expectation where there is nothing to run it over."""
    return CaseResult(
        expectation_text(expectation), expectation.line, Verdict.NOT_RUN, 0.0, notes=(NEEDS_DATA,)
    )


def _run(
    suite: Suite, kernels: Kernels, request: BacktestRequest, source: BarSource, clock: Clock
) -> Backtest | RunError:
    try:
        return run_backtest(suite.strategy, kernels.strategy, request, source, clock)
    except RunError as error:
        return error


def _judged(
    suite: Suite,
    kernels: Kernels,
    expectation: Expectation,
    request: BacktestRequest,
    done: Backtest | RunError,
) -> CaseResult:
    case = CaseResult(expectation_text(expectation), expectation.line, Verdict.PASSED, 0.0)
    if isinstance(done, RunError):
        return replace(case, verdict=Verdict.BROKEN, notes=(done.sentence,))
    parameters = parse_parameters(request.parameters, suite.strategy)
    settled = settled_values(
        suite, kernels.probe, parameters, run_figures(done.summary.metrics, done.outcome)
    )
    finding = judge_at_end(expectation, settled)
    if finding is None:
        return case
    first, last = (time_text(ts, 0) for ts in (done.summary.first_ts, done.summary.last_ts))
    over = f"run from {first} to {last} over {count_text(len(done.bars.symbols), 'symbol')}"
    return replace(case, verdict=Verdict.FAILED, findings=(finding,), notes=(over,))


def _within(request: BacktestRequest, dates: Dates) -> BacktestRequest:
    if dates is None:
        return request
    first, last = (int(np.datetime64(day, "ns").astype(np.int64)) for day in dates)
    return replace(request, start_ns=first, end_ns=last + DAY_NS)
