"""Building the arrays of the account stage from the frozen types of the domain."""

from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.domain.account_terms import ALERT, ENTRY_FOLD, MESSAGE, TERM, AccountTerms
from runtime.domain.bars import DAY_NS, INSTANT_NS, Bars, Bools, Float64s, Int64s, Timeline
from runtime.domain.costs import Costs
from runtime.domain.execution import Execution, SizeAt
from runtime.domain.grid import Grid
from runtime.domain.limits import RiskLimits
from runtime.domain.orders import OrderType
from runtime.domain.outcome import FILL, NOTICE, TRADE, Drop
from runtime.domain.rules import RULE, QuantityKind, Section, Signals
from runtime.engine.errors import AccountError, too_large
from runtime.engine.next_true import watched_rules
from runtime.engine.notices import NEVER
from runtime.engine.order_terms import TERMS
from runtime.engine.orders import ORDER
from runtime.engine.state import (
    BEGIN,
    DUE,
    LISTING,
    PLACE,
    POLICY,
    PROGRESS,
    TALLY,
    Agenda,
    Market,
    Report,
    State,
)
from runtime.engine.tiles import Tile
from runtime.portfolio.ledger import LEDGER
from runtime.portfolio.money import INSTRUMENT, LARGEST, RATES
from runtime.portfolio.positions import POSITION
from runtime.portfolio.records import Records, copy_records, records, unset_records
from runtime.risk.cooldown import ready_slots

_NOT_OPENING = (QuantityKind.PERCENT_OF_POSITION,)
_NOT_CLOSING = (QuantityKind.PERCENT_OF_EQUITY, QuantityKind.KELLY)
DELISTED_AFTER_NS = 14 * DAY_NS  # without a bar at the end of the timeline: less may be a gap of the data
AGENDA_WINDOW = 4096  # slots whose due symbols are kept as bits
ROWS_PER_FILL = 32  # how many there are is not known: room for a fill and a trade in so many rows at first


STOP_NAMES = ("stop_loss", "take_profit", "trailing_stop")
LIMIT_NAMES = (
    *STOP_NAMES,
    *(f"{name}_distance" for name in STOP_NAMES),
    "max_position_size",
    "max_symbol_weight",
    "max_exposure",
    "max_positions",
    "daily_loss_limit",
    "max_drawdown",
)


def trading_days(ts_open: Int64s) -> Int64s:
    """Return the trading day of each opening time: its UTC day."""
    return ts_open // DAY_NS


def _days_of_slots(
    bars: Bars, timeline: Timeline, limits: RiskLimits, own_time: bool, days: Int64s | None
) -> Int64s:
    """Return the trading day of each slot as the walk counts them; only limits of days ask for it."""
    if limits.daily_loss_limit is None and limits.cooldown_ns is None:
        return np.empty(0, np.int64)
    if days is None:
        return trading_days(bars.ts_open if own_time else timeline.ts_open)
    return days[timeline.slot] if own_time else days


def _ready_slots(bars: Bars, timeline: Timeline, limits: RiskLimits, own_time: bool, days: Int64s) -> Int64s:
    """Return when each slot's closing fills let an entry follow; only a cooldown asks for it."""
    if limits.cooldown_ns is None:
        return np.empty(0, np.int64)
    accounts = [bars.rows_of(symbol) for symbol in range(len(bars.symbols))]
    if not own_time:
        accounts = [slice(0, len(timeline.ts_close))]
    ts_close = bars.ts_close if own_time else timeline.ts_close
    return ready_slots(ts_close, days, accounts, limits.cooldown_ns)


def _days_of_rows(
    bars: Bars, timeline: Timeline, days: Int64s | None, ends_day: Bools | None
) -> dict[str, Any]:
    """Return the trading day of each row, and which are its last: all, where a bar is a day or longer."""
    of_rows = trading_days(bars.ts_open) if days is None else days[timeline.slot]
    if ends_day is None:
        ends_day = np.full(bars.rows, bars.timeframe_ns >= DAY_NS)
    return {"row_day": input_array(of_rows, np.int64), "ends_day": input_array(ends_day, np.bool_)}


def input_array(array: NDArray[Any], dtype: Any) -> NDArray[Any]:
    """Return a contiguous view that cannot be written: one type for the kernels, whatever its origin."""
    view = np.ascontiguousarray(array, dtype).view()
    view.flags.writeable = False
    return view


_NO_DAYS = {"row_day": input_array(np.empty(0), np.int64), "ends_day": input_array(np.empty(0), np.bool_)}


def has_own_time(bars: Bars, execution: Execution) -> bool:
    """Return whether every account holds a single symbol, whose rows are then its slots."""
    return execution.per_symbol or len(bars.symbols) == 1


def _price_at_open(bars: Bars, quote: Float64s | None) -> Float64s:
    """Return what a market order pays or gets: a row of a moment has the quote of that moment."""
    if bars.timeframe_ns > INSTANT_NS or quote is None:
        return bars.open
    return np.where(np.isnan(quote), bars.open, quote)


def instrument_records(grid: Grid) -> Records:
    """Return INSTRUMENT records: the fraction of each symbol's notional in lowest terms."""
    instruments = records(len(grid.lot), INSTRUMENT)
    for name in ("price_scale", "tick", "lot", "quantity_scale"):
        instruments[name] = getattr(grid, name)
    scales = list(zip(grid.price_scale.tolist(), grid.quantity_scale.tolist(), strict=True))
    fractions = {}
    for price_scale, quantity_scale in set(scales):
        common = gcd(grid.cash_scale, price_scale * quantity_scale)
        denominator = price_scale * quantity_scale // common
        if denominator >= 1 << 48:
            raise too_large()
        fractions[price_scale, quantity_scale] = grid.cash_scale // common, denominator
    both = np.asarray([fractions[each] for each in scales], np.int64).reshape(-1, 2)
    instruments["numerator"], instruments["denominator"] = both.T
    return instruments


def orders_wait(rules: Records, execution: Execution) -> bool:
    """Return whether any order may wait for more than the next open."""
    return execution.participation is not None or bool((rules["type"] != OrderType.MARKET).any())


def policy_records(costs: Costs, limits: RiskLimits, execution: Execution, cash_scale: int) -> Records:
    """Return one POLICY."""
    policy = records(1, POLICY)
    for name in LIMIT_NAMES:
        limit = getattr(limits, name)
        policy[name] = -1 if limit is None else limit
    for name in RATES.names or ():
        policy["rates"][name] = getattr(costs, name)
    policy["cash_scale"] = cash_scale
    policy["pyramiding"] = execution.pyramiding
    policy["flatten_on_breach"] = limits.flatten_on_breach
    policy["size_at_fill"] = execution.size_at == SizeAt.FILL
    policy["close_at_end"] = execution.close_at_end
    policy["participation"] = -1 if execution.participation is None else execution.participation
    policy["priority"] = -1 if execution.priority is None else execution.priority
    policy["has_distances"] = any(getattr(limits, f"{name}_distance") is not None for name in STOP_NAMES)
    policy["has_stops"] = policy["has_distances"][0] or any(
        getattr(limits, name) is not None for name in STOP_NAMES
    )
    policy["has_cooldown"] = limits.cooldown_ns is not None
    return policy


def listing_records(
    bars: Bars, timeline: Timeline, grid: Grid, signals: Signals, tradable_rows: Int64s, own_time: bool
) -> Records:
    """Return LISTING records: a symbol whose bars end early enough before the timeline does is delisted."""
    listings = records(len(bars.symbols), LISTING)
    listings["first_row"] = bars.starts[:-1]
    listings["end_row"] = bars.starts[1:]
    if bars.halted.any():
        halted = np.flatnonzero(bars.halted)
        first, end = np.searchsorted(halted, bars.starts[:-1]), np.searchsorted(halted, bars.starts[1:])
        listings["has_halts"] = end > first
    listings["tradable_row"] = tradable_rows
    listings["word_start"] = signals.word_starts
    listings["instrument"] = instrument_records(grid)
    listings["delisted_slot"] = -1
    if own_time:
        return listings
    has_rows = bars.starts[1:] > bars.starts[:-1]
    last = timeline.slot[bars.starts[1:][has_rows] - 1].astype(np.int64)
    is_gone = timeline.ts_open[-1] - timeline.ts_open[last] > DELISTED_AFTER_NS
    listings["delisted_slot"][has_rows] = np.where(is_gone, last + 1, -1)
    return listings


def check_rules(rules: Records) -> None:
    """Raise AccountError where a quantity kind stands in a section that cannot use it."""
    pairs = zip(rules["section"].tolist(), rules["kind"].tolist(), strict=True)
    for index, (section, kind) in enumerate(pairs):
        opens = section in (Section.ENTRY_LONG, Section.ENTRY_SHORT)
        if kind in (_NOT_OPENING if opens else _NOT_CLOSING):
            raise AccountError(
                f"rule {index} of section {Section(section).name} has quantity {QuantityKind(kind).name}",
                "openings are sized by equity, closings by the position",
            )


def build_market(
    bars: Bars,
    timeline: Timeline,
    grid: Grid,
    costs: Costs,
    signals: Signals,
    limits: RiskLimits,
    execution: Execution,
    tradable_rows: Int64s,
    days: Int64s | None,
    ends_day: Bools | None = None,
) -> Market:
    """Return what the kernels read."""
    own_time = has_own_time(bars, execution)
    rules = np.ascontiguousarray(signals.rules, RULE).view(np.recarray)
    check_rules(rules)
    policy = policy_records(costs, limits, execution, grid.cash_scale)
    policy["own_time"] = own_time
    policy["waits"] = waits = orders_wait(rules, execution)
    slot_days = _days_of_slots(bars, timeline, limits, own_time, days)
    policy["asks_account"] = len(signals.account.terms) > 0
    return Market(
        open=input_array(bars.open, np.float64),
        high=input_array(bars.high, np.float64),
        low=input_array(bars.low, np.float64),
        close=input_array(bars.close, np.float64),
        buy=input_array(_price_at_open(bars, bars.ask), np.float64),
        sell=input_array(_price_at_open(bars, bars.bid), np.float64),
        halted=input_array(bars.halted, np.bool_),
        slot=input_array(timeline.slot, np.int32),
        day=input_array(slot_days, np.int64),
        ready=input_array(_ready_slots(bars, timeline, limits, own_time, slot_days), np.int64),
        **(_days_of_rows(bars, timeline, days, ends_day) if waits else _NO_DAYS),
        volume=input_array(bars.volume if waits else bars.volume[:0], np.float64),
        bits=input_array(signals.bits, np.uint64),
        payload=input_array(signals.payload, np.float64),
        listings=listing_records(bars, timeline, grid, signals, tradable_rows, own_time),
        rules=rules,
        watched=watched_rules(rules, len(signals.account.alerts), execution.pyramiding),
        policy=policy,
        terms=np.ascontiguousarray(signals.account.terms, TERM).view(np.recarray),
        entry_folds=np.ascontiguousarray(signals.account.folds, ENTRY_FOLD).view(np.recarray),
        alerts=np.ascontiguousarray(signals.account.alerts, ALERT).view(np.recarray),
        messages=np.ascontiguousarray(signals.account.messages, MESSAGE).view(np.recarray),
    )


def build_state(bars: Bars, timeline: Timeline, execution: Execution, signals: Signals) -> State:
    """Return the state before the first slot: every account with its initial cash and no position."""
    if not 0 < execution.initial_cash < LARGEST:
        raise AccountError("the initial cash is not positive, or too large", "give an amount above 0")
    symbols = len(bars.symbols)
    accounts = symbols if execution.per_symbol else 1
    ledgers = records(accounts, LEDGER)
    ledgers["initial_cash"] = ledgers["cash"] = ledgers["equity"] = execution.initial_cash
    ledgers["day_equity"] = ledgers["peak"] = execution.initial_cash
    ledgers["day"] = np.iinfo(np.int64).min
    ledgers["first_symbol"] = np.arange(accounts) if execution.per_symbol else 0
    ledgers["last_symbol"] = ledgers["first_symbol"] + symbols // max(accounts, 1)
    slots = len(timeline.ts_open)
    ledgers["last_slot"] = slots - 1
    if has_own_time(bars, execution):
        ledgers["last_slot"] = bars.starts[1:] - 1
    progress = records(1, PROGRESS)
    progress["slot"] = BEGIN
    orders = records(symbols, ORDER)
    orders["bar_row"] = -1
    drops = records(symbols * len(Drop), TALLY)
    drops["first_row"] = -1
    return State(
        positions=records(symbols, POSITION),
        orders=orders,
        placed=records(symbols * 3, TERMS).reshape(symbols, 3).view(np.recarray),
        ledgers=ledgers,
        lists=records(symbols, PLACE),
        drops=drops.reshape(symbols, len(Drop)).view(np.recarray),
        progress=progress,
        entry_folds=np.full((symbols, len(signals.account.folds)), np.nan),
        alert_rows=np.full((symbols, len(signals.account.alerts)), NEVER),
        stack=np.empty(max(signals.account.deepest, 1)),
        **_outputs(bars, 0, symbols),
        **_room_for_notices(signals.account, symbols),
    )


def _room_for_notices(account: AccountTerms, symbols: int) -> dict[str, Any]:
    """Return the room for what is told of so many symbols: none where there is nothing to tell."""
    room = 4 * symbols * len(account.messages)
    return {"notices": unset_records(room, NOTICE), "notice_values": np.zeros((room, account.widest))}


def _outputs(bars: Bars, first: int, last: int) -> dict[str, Any]:
    """Return the room for what symbols `first` to `last` (exclusive) trade."""
    room = 4 * (last - first) + int(bars.starts[last] - bars.starts[first]) // ROWS_PER_FILL
    return {"fills": unset_records(room, FILL), "trades": unset_records(room, TRADE)}


def state_of_tile(state: State, bars: Bars, tile: Tile) -> State:
    """Return the state with what a walk over accounts of one symbol each, those of a tile, has for itself."""
    progress = state.progress.copy()
    progress["account"] = tile[0]
    alone = state._replace(**_outputs(bars, *tile))
    return alone._replace(
        notices=np.empty_like(state.notices),
        notice_values=np.zeros_like(state.notice_values),
        progress=progress,
        lists=np.empty_like(state.lists),
        stack=np.empty_like(state.stack),
    )


def build_agenda(bars: Bars, timeline: Timeline, own_time: bool) -> Agenda:
    """Return an agenda without entries; accounts of one symbol need no bits."""
    symbols = len(bars.symbols)
    window = 0 if own_time else min(AGENDA_WINDOW, len(timeline.ts_open))
    return Agenda(due=records(symbols, DUE), bits=np.zeros((window, (symbols + 63) // 64), np.uint64))


def build_report(bars: Bars, timeline: Timeline, state: State, own_time: bool) -> Report:
    """Return the room for the equity curves: a value a row with an account per symbol, else one a slot."""
    symbols = len(bars.symbols)
    slots = len(timeline.ts_open)
    starts = bars.starts - bars.starts[0] if own_time else np.array([0, slots], np.int64)
    return Report(
        equity=np.empty(int(starts[-1]), np.float64),
        equity_starts=starts,
        fills_by_symbol=np.empty(0 if own_time else len(state.fills), np.int64),
        fills_end=np.empty(symbols, np.int64),
    )


def with_larger_outputs(state: State) -> State:
    """Return the state with four times the room for fills, trades and notices."""

    def grown(old: Records, used: int) -> Records:
        new = unset_records(4 * len(old), old.dtype)
        copy_records(old[:used], new[:used])
        return new

    progress = state.progress[0]
    notices = int(progress.notices)
    values = np.zeros((4 * len(state.notice_values), state.notice_values.shape[1]))
    values[:notices] = state.notice_values[:notices]
    return state._replace(
        fills=grown(state.fills, int(progress.fills)),
        trades=grown(state.trades, int(progress.trades)),
        notices=grown(state.notices, notices),
        notice_values=values,
    )
