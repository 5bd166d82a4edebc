"""What the account stage reads and what it changes, as tuples of arrays that kernels take whole."""

from typing import NamedTuple

import numpy as np

from runtime.domain.bars import Bools, Float64s, Int64s
from runtime.portfolio.money import INSTRUMENT, RATES
from runtime.portfolio.records import Records
from stdlib.jit import by_pointer

# The rows and the listing of a symbol.
LISTING = np.dtype(
    [
        ("first_row", np.int64),
        ("end_row", np.int64),  # exclusive
        ("has_halts", np.bool_),
        ("tradable_row", np.int64),  # before it no decision is taken
        ("word_start", np.int64),  # where its rule bits begin
        ("delisted_slot", np.int64),  # the first slot after its last bar, -1: it trades to the end
        ("instrument", INSTRUMENT),
    ],
    align=True,
)

# The limits and the execution settings, each limit -1 where there is none.
POLICY = np.dtype(
    [
        ("max_position_size", np.int64),
        ("stop_loss", np.int64),
        ("take_profit", np.int64),
        ("trailing_stop", np.int64),
        ("daily_loss_limit", np.int64),
        ("max_symbol_weight", np.int64),
        ("max_exposure", np.int64),
        ("max_drawdown", np.int64),
        ("max_positions", np.int64),
        ("stop_loss_distance", np.int64),  # these three are payloads
        ("take_profit_distance", np.int64),
        ("trailing_stop_distance", np.int64),
        ("cash_scale", np.int64),
        ("rates", RATES),
        ("free_of_cost", RATES),  # zeros: sizing by the notional alone
        ("pyramiding", np.int64),
        ("flatten_on_breach", np.bool_),
        ("size_at_fill", np.bool_),
        ("close_at_end", np.bool_),
        ("has_stops", np.bool_),
        ("has_distances", np.bool_),
        ("has_cooldown", np.bool_),
        ("asks_account", np.bool_),  # a rule depends on values of the account
        ("waits", np.bool_),  # orders may wait: for a price, an auction, or more volume
        ("participation", np.int64),
        ("priority", np.int64),  # a payload, -1: universe order
        ("own_time", np.bool_),  # accounts of one symbol: its rows are its slots
    ],
    align=True,
)

# Five lists, side by side, of what concerns a slot or an account.
PLACE = np.dtype(
    [
        ("active", np.int64),  # symbols of the slot being processed, in universe order
        ("row", np.int64),  # their rows, -1: delisted
        ("queued", np.int64),  # places in the two lists above: who opens, or decides, in turn
        ("priority", np.float64),  # of an entry decided at this slot
        ("held", np.int64),  # from an account's first symbol on: the symbols it holds, in no order
    ],
    align=True,
)

TALLY = np.dtype([("count", np.int64), ("first_row", np.int64)], align=True)

DUE = np.dtype([("row", np.int64), ("slot", np.int64)], align=True)  # slot END: not any more

BEGIN = -1  # the account has not been started
END = -2  # nothing further is due

# Where `walk` stands, so that it can be resumed with larger output arrays.
PROGRESS = np.dtype(
    [
        ("account", np.int64),
        ("slot", np.int64),  # the account's next slot to process, BEGIN or END
        ("fills", np.int64),  # written so far
        ("trades", np.int64),
        ("notices", np.int64),
        ("window_start", np.int64),  # first slot of the agenda's bits
    ],
    align=True,
)


@by_pointer
class Market(NamedTuple):
    """Bars, signals and facts: nothing here is written by the account stage.

    Rows after the slot being processed are never read, except `slot`; a live run may fill the arrays as bars
    arrive, with `slot` of the rows to come set to the largest int32.
    """

    open: Float64s  # (rows,)
    high: Float64s
    low: Float64s
    close: Float64s
    buy: Float64s  # what a market order pays at the open of a row: the open, or the ask of a quote
    sell: Float64s  # what it gets
    halted: Bools
    slot: np.ndarray[tuple[int], np.dtype[np.int32]]  # (rows,) not read where `own_time`
    day: Int64s  # trading day of each slot
    row_day: Int64s  # trading day of each row; this and the next two where orders wait
    ends_day: Bools  # the row is the last of its trading day by the calendar
    volume: Float64s
    ready: Int64s  # for a closing fill at each slot, see `cooldown`
    bits: np.ndarray[tuple[int, int], np.dtype[np.uint64]]  # (rules, words)
    payload: np.ndarray[tuple[int, int], np.dtype[np.float64]]  # (payloads, rows)
    listings: Records  # (symbols,) LISTING
    rules: Records  # (rules,) RULE
    watched: np.ndarray[tuple[int, int], np.dtype[np.int32]]  # (3, rules): see next_true
    policy: Records  # (1,) POLICY
    terms: Records  # TERM, of conditions over the account
    entry_folds: Records  # ENTRY_FOLD
    alerts: Records  # ALERT
    messages: Records  # MESSAGE


@by_pointer
class State(NamedTuple):
    """Everything the phases change; all but the outputs is a snapshot of the accounts."""

    positions: Records  # (symbols,) POSITION
    orders: Records  # (symbols,) ORDER
    placed: Records  # (symbols, 3) TERMS: of its opening order, its closing order, and the one with a price
    ledgers: Records  # (accounts,) LEDGER
    lists: Records  # (symbols,) PLACE
    drops: Records  # (symbols, len(Drop)) TALLY
    progress: Records  # (1,) PROGRESS
    entry_folds: np.ndarray[tuple[int, int], np.dtype[np.float64]]  # (symbols, folds)
    alert_rows: np.ndarray[tuple[int, int], np.dtype[np.int64]]  # (symbols, alerts) see `notices`
    stack: Float64s  # scratch of `account_terms`
    fills: Records  # FILL, grown on demand
    trades: Records  # TRADE, grown on demand
    notices: Records  # NOTICE, grown on demand
    notice_values: np.ndarray[tuple[int, int], np.dtype[np.float64]]  # a row a notice


@by_pointer
class Agenda(NamedTuple):
    """When `walk` looks at which symbol again."""

    due: Records  # (symbols,) DUE
    bits: np.ndarray[tuple[int, int], np.dtype[np.uint64]]  # (window, words): symbols due, by slot


@by_pointer
class Report(NamedTuple):
    """What is written when an account has ended."""

    equity: Float64s  # the equity curves, one account after the other
    equity_starts: Int64s  # (accounts + 1,)
    fills_by_symbol: Int64s  # as long as the fills: scratch
    fills_end: Int64s  # (symbols,) scratch
