"""A backtest from end to end: bars, market stage, account stage, figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from jtsc.artifact import Artifact
from runtime.backtest.bar_source import BarSource
from runtime.backtest.day_ends import day_ends
from runtime.backtest.feeds import (
    Feeds,
    bars_outside,
    build_feeds,
    build_quote_feeds,
    kernel_columns,
    needs_sessions,
    plain_feeds,
)
from runtime.backtest.grids import build_grid, cash_units
from runtime.backtest.manifest import build_manifest
from runtime.backtest.market_stage import market_signals
from runtime.backtest.metrics.compute import compute_metrics
from runtime.backtest.metrics.per_symbol import per_symbol_table
from runtime.backtest.notifications import list_notifications
from runtime.backtest.order_settings import (
    check_orders,
    orders_may_wait,
    participation,
    session_notes,
    strategy_costs,
)
from runtime.backtest.outcome_hash import outcome_hash
from runtime.backtest.parameters import check_sizes, kernel_parameters, parse_parameters, told_parameters
from runtime.backtest.prepare import prepare_engine
from runtime.backtest.quote_feed import first_moments
from runtime.backtest.report.dropped import list_dropped
from runtime.backtest.report.summary import RunSummary
from runtime.backtest.report.surge_figures import surge_figures
from runtime.backtest.request import BacktestRequest
from runtime.backtest.risk_limits import risk_limits
from runtime.backtest.signals import clock_lengths
from runtime.backtest.source_accounts import source_accounts
from runtime.backtest.surges import detect_surges
from runtime.backtest.universe import resolve_universe, within_universe
from runtime.backtest.warmup import Need, Start, first_decisions, warm_start_ns
from runtime.clock import Clock
from runtime.domain.bars import DAY_NS, INSTANT_NS, Bars, Float64s, Int64s, Timeline
from runtime.domain.execution import Execution, SizeAt
from runtime.domain.grid import Grid
from runtime.domain.outcome import Outcome
from runtime.domain.rules import Signals
from runtime.domain.surges import Surges
from runtime.engine.account_stage import run_account_stage
from runtime.market_data.calendars.venues import likely_venue, venue_calendar
from runtime.market_data.loaded_bars import LoadedBars
from runtime.market_data.selection import select_span
from runtime.market_data.timeframe import timeframe_label
from runtime.market_data.timeline import build_timeline


@dataclass(frozen=True, slots=True)
class Backtest:
    """A finished run: its figures, and what they were made of."""

    summary: RunSummary
    outcome: Outcome
    bars: Bars
    timeline: Timeline
    grid: Grid
    surges: Surges | None  # of a strategy that looks for them
    feeds: Feeds
    tradable_rows: Int64s  # (symbols,) before them no decision is taken


def run_backtest(
    artifact: Artifact, kernel: ModuleType, request: BacktestRequest, source: BarSource, clock: Clock
) -> Backtest:
    """Run a compiled strategy over bars.

    Raises:
        RunError: the data, an option or a value cannot be worked with.
    """
    values = parse_parameters(request.parameters, artifact)
    params = kernel_parameters(values, artifact, kernel)
    needs = [Need(*need) for need in kernel.warmup(params)]
    loaded, feeds, notes = _load(artifact, request, source, needs)
    check_sizes(params, artifact, kernel, clock_lengths(feeds))
    bars = feeds.moments
    timeline = build_timeline(bars)
    grid = build_grid(bars, request.lot, request.tick, request.currency)
    start = _start(feeds, timeline, needs, request.start_ns)
    prepare_engine(artifact, kernel, params, feeds)
    began = clock.elapsed_s()
    signals = market_signals(artifact, kernel, feeds, grid, params, request.tiling)
    outcome = _trade(artifact, kernel, request, params, feeds, timeline, grid, signals, start)
    engine_seconds = clock.elapsed_s() - began
    surges = detect_surges(artifact, feeds, signals, start.rows) if artifact.detects_surges else None
    first_slot = 0 if request.metrics_from_all else start.slot
    metrics = compute_metrics(
        outcome,
        bars,
        timeline,
        grid,
        first_slot=first_slot,
        sharpe=request.sharpe,
    )
    kept_out = [group for group in loaded.rejected if not group.reason.keeps_bar]
    summary = RunSummary(
        strategy=artifact.name,
        source=artifact.source_path,
        timeframe=timeframe_label(feeds.bars.timeframe_ns),
        first_ts=int(timeline.ts_open[first_slot]),
        last_ts=int(timeline.ts_open[-1]),
        currency=request.currency,
        initial_cash=outcome.initial_cash * len(outcome.accounts) / outcome.cash_scale,
        metrics=metrics if feeds.quotes is None else {**metrics, "bars": feeds.bars.rows},
        quotes=None if feeds.quotes is None else feeds.quotes.events.rows,
        warmup_bars=max(need.defined for need in needs),
        engine_seconds=engine_seconds,
        manifest=build_manifest(
            request, artifact, told_parameters(values, artifact), feeds, source.facts(loaded.bars)
        ),
        outcome_hash=outcome_hash(outcome, surges),
        dropped=list_dropped(outcome, bars),
        rejected_rows={group.reason.text: group.count for group in kept_out},
        rejected_first={group.reason.text: group.examples[0].text for group in kept_out},
        notes=(*_notes(request, loaded), *notes, *start.notes),
        surges=None if surges is None else surge_figures(surges),
        notifications=list_notifications(outcome, artifact, bars) if artifact.messages else None,
        per_symbol=per_symbol_table(outcome) if request.per_symbol else (),
    )
    return Backtest(summary, outcome, bars, timeline, grid, surges, feeds, start.rows)


def _load(
    artifact: Artifact, request: BacktestRequest, source: BarSource, needs: Sequence[Need]
) -> tuple[LoadedBars, Feeds, tuple[str, ...]]:
    """Return what there was, the feeds of all clocks from where they must be warm, and what to note."""
    loaded = source.load(request, artifact, needs)
    bars, missing = within_universe(loaded.bars, artifact, request)
    feeds, notes = _feeds(artifact, request, bars)
    if request.start_ns is not None and feeds.quotes is None:
        bars = select_span(bars, warm_start_ns(feeds, needs, request.start_ns), None)
        feeds, notes = _feeds(artifact, request, bars)
    return loaded, feeds, (*missing, *notes)


def _feeds(artifact: Artifact, request: BacktestRequest, bars: Bars) -> tuple[Feeds, tuple[str, ...]]:
    accounts = source_accounts(artifact, bars.symbols, resolve_universe(artifact, request))
    feeds = plain_feeds(bars, accounts)
    notes: tuple[str, ...] = ()
    of_quotes = bars.timeframe_ns == INSTANT_NS
    check_orders(artifact, bars.timeframe_ns)
    days_matter = orders_may_wait(artifact) and bars.timeframe_ns < DAY_NS
    if of_quotes or needs_sessions(artifact) or days_matter:
        venue = request.venue or likely_venue(bars.symbols)
        calendar = venue_calendar(venue)
        if request.venue is None:
            notes = (f"sessions and days are those of {venue}: --venue names another",)
        if of_quotes:
            until_ns = int(bars.ts_close.max()) if request.end_ns is None else request.end_ns
            feeds, outside = build_quote_feeds(
                artifact, bars, request.timeframe_ns, calendar, until_ns, accounts
            )
            if outside:
                notes += (f"{outside:,} quotes stand outside the regular sessions and are left out",)
        else:
            feeds = build_feeds(artifact, bars, calendar, accounts)
            outside = bars_outside(feeds)
            if outside:
                notes += (f"{outside:,} bars stand in no session of {venue}: session values are na there",)
    notes += session_notes(artifact)
    uncovered = int(np.count_nonzero(~feeds.traded))
    if uncovered and artifact.sources:
        notes += (f"{uncovered} symbols stand in no slice of `sources` and are not traded",)
    kernel_columns(artifact, feeds)  # refuses data that cannot serve, before anything is computed
    return feeds, notes


def _start(feeds: Feeds, timeline: Timeline, needs: Sequence[Need], start_ns: int | None) -> Start:
    if feeds.quotes is None:
        return first_decisions(feeds, timeline, needs, start_ns)
    of_bars = first_decisions(feeds, build_timeline(feeds.bars), needs, start_ns)
    rows = first_moments(feeds.quotes, feeds.bars, of_bars.rows, start_ns)
    tradable = rows[rows < feeds.moments.starts[1:]]
    return Start(rows, int(timeline.slot[tradable].min()), of_bars.notes)


def _trade(
    artifact: Artifact,
    kernel: ModuleType,
    request: BacktestRequest,
    params: Float64s,
    feeds: Feeds,
    timeline: Timeline,
    grid: Grid,
    signals: Signals,
    start: Start,
) -> Outcome:
    settled = kernel.settle(params)
    execution = Execution(
        initial_cash=cash_units(request.cash, grid),
        size_at=SizeAt.FILL if artifact.size_at == "fill" else SizeAt.DECISION,
        pyramiding=artifact.pyramiding,
        per_symbol=request.per_symbol,
        close_at_end=request.close_at_end,
        participation=participation(artifact, settled),
        priority=None if artifact.priority is None else artifact.priority.index,
    )
    limits = risk_limits(artifact, settled)
    return run_account_stage(
        feeds.moments,
        timeline,
        grid,
        strategy_costs(artifact, settled, request),
        signals,
        limits,
        execution,
        start.rows,
        ends_day=day_ends(feeds) if orders_may_wait(artifact) else None,
        tiling=request.tiling,
    )


def _notes(request: BacktestRequest, loaded: LoadedBars) -> list[str]:
    notes = []
    if request.costs.name == "none":
        notes.append("no costs are charged: give --costs to see what fees and taxes leave")
    for group in loaded.rejected:
        if group.reason.keeps_bar:
            notes.append(f"quotes kept out: {group.count:,} with {group.reason.text}")
    return [*notes, *loaded.notes]
