"""The tests and expectations of one file, those asked for, in its order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from jtsc.suite import Suite
from runtime.backtest.bar_source import BarSource
from runtime.backtest.request import BacktestRequest
from runtime.clock import Clock
from runtime.market_data.calendars.venue_calendar import VenueCalendar
from runtime.testing.expectations import expectation_text
from runtime.testing.kernels import load_kernels
from runtime.testing.results import CaseResult, FileResult
from runtime.testing.run_expectations import not_run, run_expectations
from runtime.testing.run_tests import run_test


@dataclass(frozen=True, slots=True)
class Data:
    """What expectations are run over, and how."""

    source: BarSource
    request: BacktestRequest


def selected(suite: Suite, text: str) -> Suite:
    """Return a suite of the cases whose names hold a text, in any case of letters."""
    return replace(
        suite,
        tests=tuple(test for test in suite.tests if _matches(test.title, text)),
        expectations=tuple(each for each in suite.expectations if _matches(expectation_text(each), text)),
    )


def run_suite(
    suite: Suite,
    calendar: VenueCalendar,
    data: Data | None,
    clock: Clock,
    begin: Callable[[str], None],
) -> FileResult:
    """Run the cases of a file; without data its expectations are not run.

    Args:
        calendar: of the venue whose hours the bars of tests keep.
        begin: called with the name of each case before it is run.
    """
    return FileResult(suite.strategy.source_path, tuple(_cases(suite, calendar, data, clock, begin)))


def _cases(
    suite: Suite, calendar: VenueCalendar, data: Data | None, clock: Clock, begin: Callable[[str], None]
) -> Iterator[CaseResult]:
    kernels = load_kernels(suite)
    for test in suite.tests:
        begin(test.title)
        yield run_test(suite, kernels, test, calendar, clock)
    if data is None:
        yield from map(not_run, suite.expectations)
        return
    if suite.expectations:
        begin(f"{suite.strategy.name}: backtest")
        yield from run_expectations(suite, kernels, suite.expectations, data.request, data.source, clock)


def _matches(name: str, text: str) -> bool:
    return text.casefold() in name.casefold()
