"""A backtest from end to end: bars, market stage, account stage, figures."""

from dataclasses import dataclass
from types import ModuleType

from jtsc.artifact import Artifact
from runtime.backtest.grids import build_grid, cash_units
from runtime.backtest.manifest import build_manifest
from runtime.backtest.metrics.compute import compute_metrics
from runtime.backtest.metrics.per_symbol import per_symbol_table
from runtime.backtest.parameters import kernel_parameters, parse_parameters
from runtime.backtest.prepare import prepare_engine
from runtime.backtest.report.dropped import list_dropped
from runtime.backtest.report.summary import RunSummary
from runtime.backtest.request import BacktestRequest
from runtime.backtest.signals import columns_of, risk_limits, scan_signals
from runtime.backtest.warmup import Start, first_decisions, warm_start_ns
from runtime.clock import Clock
from runtime.domain.bars import Bars, Float64s, Timeline
from runtime.domain.execution import Execution, SizeAt
from runtime.domain.grid import Grid
from runtime.domain.outcome import Outcome
from runtime.engine.account_stage import run_account_stage
from runtime.market_data.bar_file import read_bars
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


def run_backtest(artifact: Artifact, kernel: ModuleType, request: BacktestRequest, clock: Clock) -> Backtest:
    """Run a compiled strategy over a file of bars.

    Raises:
        RunError: the data, an option or a value cannot be worked with.
    """
    values = parse_parameters(request.parameters, artifact)
    params = kernel_parameters(values, artifact, kernel)
    ((defined, settled),) = kernel.warmup(params)[:1]
    loaded = _load(request, settled)
    bars = loaded.bars
    timeline = build_timeline(bars)
    grid = build_grid(bars, request.lot, request.tick, request.currency)
    columns_of(artifact, bars)  # refuses data that cannot serve, before anything is computed
    start = first_decisions(bars, timeline, defined, settled, request.start_ns)
    prepare_engine(artifact, kernel, params, bars.timeframe_ns)
    began = clock.elapsed_s()
    outcome = _trade(artifact, kernel, request, params, bars, timeline, grid, start)
    engine_seconds = clock.elapsed_s() - began
    first_slot = 0 if request.metrics_from_all else start.slot
    metrics = compute_metrics(
        outcome,
        bars,
        timeline,
        grid,
        first_slot=first_slot,
        sharpe=request.sharpe,
    )
    summary = RunSummary(
        strategy=artifact.name,
        source=artifact.source_path,
        timeframe=timeframe_label(bars.timeframe_ns),
        first_ts=int(timeline.ts_open[first_slot]),
        last_ts=int(timeline.ts_open[-1]),
        currency=request.currency,
        initial_cash=outcome.initial_cash * len(outcome.accounts) / outcome.cash_scale,
        metrics=metrics,
        warmup_bars=defined,
        engine_seconds=engine_seconds,
        manifest=build_manifest(request, artifact, values, bars),
        dropped=list_dropped(outcome, bars),
        rejected_rows={group.reason.text: group.count for group in loaded.rejected},
        rejected_first={group.reason.text: group.examples[0].text for group in loaded.rejected},
        notes=(*_notes(request), *loaded.notes, *start.notes),
        per_symbol=per_symbol_table(outcome) if request.per_symbol else (),
    )
    return Backtest(summary, outcome, bars, timeline, grid)


def _load(request: BacktestRequest, settled: int) -> LoadedBars:
    loaded = read_bars(
        request.data,
        mapping=request.columns or None,
        symbols=request.symbols,
        timeframe_ns=request.timeframe_ns,
        end_ns=request.end_ns,
    )
    if request.start_ns is None:
        return loaded
    warm_ns = warm_start_ns(loaded.bars, settled, request.start_ns)
    return LoadedBars(select_span(loaded.bars, warm_ns, None), loaded.rejected, loaded.notes)


def _trade(
    artifact: Artifact,
    kernel: ModuleType,
    request: BacktestRequest,
    params: Float64s,
    bars: Bars,
    timeline: Timeline,
    grid: Grid,
    start: Start,
) -> Outcome:
    signals = scan_signals(artifact, kernel, bars, grid, params)
    execution = Execution(
        initial_cash=cash_units(request.cash, grid),
        size_at=SizeAt.FILL if artifact.size_at == "fill" else SizeAt.DECISION,
        pyramiding=artifact.pyramiding,
        per_symbol=request.per_symbol,
        close_at_end=request.close_at_end,
    )
    limits = risk_limits(artifact, kernel.settle(params))
    return run_account_stage(bars, timeline, grid, request.costs, signals, limits, execution, start.rows)


def _notes(request: BacktestRequest) -> list[str]:
    notes = []
    if request.costs.name == "none":
        notes.append("no costs are charged: give --costs to see what fees and taxes leave")
    return notes
