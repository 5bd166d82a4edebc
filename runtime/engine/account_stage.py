"""The account stage of a backtest: rule bits in, fills, trades and equity out."""

import numpy as np

from runtime.domain.bars import Bars, Bools, Float64s, Int64s, Timeline
from runtime.domain.costs import Costs
from runtime.domain.execution import Execution
from runtime.domain.grid import Grid
from runtime.domain.limits import RiskLimits
from runtime.domain.outcome import Outcome
from runtime.domain.rules import Signals
from runtime.engine.errors import too_large
from runtime.engine.setup import (
    build_agenda,
    build_market,
    build_report,
    build_state,
    has_own_time,
    state_of_tile,
    with_larger_outputs,
)
from runtime.engine.state import Agenda, Market, Report, State
from runtime.engine.tiles import ONE_THREAD, Tiling, cut_tiles, map_tiles
from runtime.engine.walk import walk
from runtime.portfolio.records import Records, joined

Written = tuple[Records, Records, Records, Float64s]  # fills, trades, notices and their values


def run_account_stage(
    bars: Bars,
    timeline: Timeline,
    grid: Grid,
    costs: Costs,
    signals: Signals,
    limits: RiskLimits,
    execution: Execution,
    tradable_rows: Int64s,
    *,
    days: Int64s | None = None,
    ends_day: Bools | None = None,
    tiling: Tiling = ONE_THREAD,
) -> Outcome:
    """Walk the rules through the bars.

    Args:
        tradable_rows: (symbols,) row before which no decision is taken (warm-up).
        days: (slots,) trading day of each slot; the UTC day where not given.
        ends_day: (rows,) which bars end their trading day; those of a day or longer where not given.
        tiling: how accounts of one symbol each are spread over threads; the result does not depend on it.

    Raises:
        AccountError: a rule, an amount or the initial cash cannot be worked with.
    """
    own_time = has_own_time(bars, execution)
    market = build_market(
        bars, timeline, grid, costs, signals, limits, execution, tradable_rows, days, ends_day
    )
    state = build_state(bars, timeline, execution, signals)
    report = build_report(bars, timeline, state, own_time)
    agenda = build_agenda(bars, timeline, own_time)

    def walk_tile(first: int, last: int) -> Written:
        alone = state if last - first == len(state.ledgers) else state_of_tile(state, bars, (first, last))
        return _walk_accounts(market, alone, agenda, report, last)

    tiles = cut_tiles(bars.starts, tiling.rows) if execution.per_symbol else [(0, 1)]
    done = map_tiles(walk_tile, tiles, tiling.threads)
    fills, trades, notices, values = zip(*done, strict=True)
    written = joined([*fills]), joined([*trades]), joined([*notices]), np.concatenate(values)
    return _outcome(bars, timeline, grid, execution, state, report, written)


def _walk_accounts(market: Market, state: State, agenda: Agenda, report: Report, end_account: int) -> Written:
    """Run the accounts from the state's own progress up to `end_account`; return what they have written."""
    try:
        while not walk(market, state, agenda, report, end_account):
            state = with_larger_outputs(state)
            if len(report.fills_by_symbol):
                report = report._replace(fills_by_symbol=np.empty(len(state.fills), np.int64))
    except OverflowError:
        raise too_large() from None
    progress = state.progress[0]
    outputs = (
        (state.fills, progress.fills),
        (state.trades, progress.trades),
        (state.notices, progress.notices),
    )
    fills, trades, notices = (records[:used].view(np.recarray) for records, used in outputs)
    return fills, trades, notices, state.notice_values[: progress.notices]


def _outcome(
    bars: Bars,
    timeline: Timeline,
    grid: Grid,
    execution: Execution,
    state: State,
    report: Report,
    written: Written,
) -> Outcome:
    fills, trades, notices, notice_values = written
    own_time = has_own_time(bars, execution)
    if own_time and (len(bars.symbols) > 1 or bars.rows < len(timeline.ts_open)):
        fills["slot"] = timeline.slot[fills["row"]]
    return Outcome(
        accounts=bars.symbols if execution.per_symbol else ("account",),
        initial_cash=execution.initial_cash,
        cash_scale=grid.cash_scale,
        fills=fills.view(np.ndarray),
        trades=trades.view(np.ndarray),
        equity=report.equity,
        equity_starts=report.equity_starts,
        equity_ts=bars.ts_close if own_time else timeline.ts_close,
        final_equity=np.ascontiguousarray(state.ledgers["equity"]),
        drops=np.ascontiguousarray(state.drops["count"]),
        first_drop_row=np.ascontiguousarray(state.drops["first_row"]),
        notices=notices.view(np.ndarray),
        notice_values=notice_values,
        ruined=np.ascontiguousarray(state.ledgers["ruined"]),
    )
