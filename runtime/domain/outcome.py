"""What a backtest leaves behind: fills, trades, equity and the intents that came to nothing."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Float64s, Int64s


class FillReason(IntEnum):
    """Why an order existed."""

    SIGNAL = 0
    STOP_LOSS = 1
    TAKE_PROFIT = 2
    TRAILING_STOP = 3
    DAILY_LOSS_LIMIT = 4
    RUIN = 5
    END_OF_DATA = 6
    DELISTED = 7
    MAX_DRAWDOWN = 8


class Drop(IntEnum):
    """Why an intent led to no order, to a smaller one, or to no fill."""

    SIZE_ZERO = 0  # rounds to no lot
    KELLY_ZERO = 1  # calculate_kelly_criterion() found no edge
    CASH_SHORT = 2  # nothing left to reserve
    CASH_CUT = 3  # filled smaller than decided: the cash did not reach
    POSITION_CUT = 4  # max_position_size made it smaller
    POSITION_FULL = 5  # max_position_size left no room
    OPPOSITE_POSITION = 6  # an entry against an open position on the other side
    DAILY_LOSS_LIMIT = 7  # denied: the day's loss limit is reached
    RUIN = 8  # denied: equity is gone
    UNFILLED_AT_END = 9  # the data ended before the order could fill
    WEIGHT_CUT = 10  # max_symbol_weight made it smaller
    WEIGHT_FULL = 11  # max_symbol_weight left no room
    EXPOSURE_CUT = 12  # max_exposure made it smaller
    EXPOSURE_FULL = 13  # max_exposure left no room
    MAX_POSITIONS = 14  # denied: as many positions as max_positions allows
    COOLDOWN = 15  # denied: too soon after a closing fill
    MAX_DRAWDOWN = 16  # denied: equity is max_drawdown below its peak
    STOP_UNKNOWN = 17  # denied: the distance of its stop or target is na, or not above zero
    PRICE_UNKNOWN = 18  # the order's price is na, or not above zero
    EXPIRED = 19  # its time ended before it filled
    PART_FILLED = 20  # its time ended before all of it filled
    CANCELLED = 21  # an entry that waited, when its exit came
    EXIT_TAKEN = 22  # another exit's order waits for the position


FILL = np.dtype(
    [
        ("row", np.int64),  # row of the bars where it filled
        ("slot", np.int32),
        ("symbol", np.int32),
        ("account", np.int32),
        ("side", np.int8),  # +1 bought, -1 sold
        ("reason", np.int8),  # FillReason
        ("rule", np.int16),  # index of the rule, -1 where no rule asked
        ("quantity", np.int64),  # quantity units, > 0
        ("price", np.int64),  # price units
        ("notional", np.int64),  # cash units
        ("commission", np.int64),  # cash units
        ("tax", np.int64),  # cash units
    ],
    align=True,
)

TRADE = np.dtype(
    [
        ("symbol", np.int32),
        ("account", np.int32),
        ("side", np.int8),  # +1 long, -1 short
        ("reason", np.int8),  # FillReason of the closing fill
        ("is_open", np.bool_),  # still open at the end: marked at the last close
        ("entry_row", np.int64),  # row of the first fill
        ("exit_row", np.int64),  # row of the last fill, or of the last mark
        ("quantity", np.int64),  # total opened, quantity units
        ("entry_notional", np.int64),  # sum over the opening fills, cash units
        ("exit_notional", np.int64),  # sum over the closing fills (marked where still open), cash units
        ("commission", np.int64),
        ("tax", np.int64),
        ("profit", np.int64),  # net of costs, cash units
    ],
    align=True,
)


NOTICE = np.dtype(
    [
        ("row", np.int64),  # row of the decision
        ("symbol", np.int32),
        ("account", np.int32),
        ("message", np.int32),  # its place among the messages of the strategy
    ],
    align=True,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of the account stage over a set of bars.

    A trade runs flat to flat in one symbol; those still open carry `is_open`. The equity curve of account `a`
    is `equity[equity_starts[a]:equity_starts[a + 1]]`, one value a slot of its timeline (`equity_ts`, the
    close of the slot, nanoseconds UTC), in currency, marked at the last known close of each held symbol.
    """

    accounts: tuple[str, ...]  # one name, or a symbol each with `--per-symbol`
    initial_cash: int  # cash units, of each account
    cash_scale: int
    fills: NDArray[np.void]  # FILL, in time order within an account
    trades: NDArray[np.void]  # TRADE, in order of their end within an account
    equity: Float64s
    equity_starts: Int64s
    equity_ts: Int64s
    final_equity: Int64s  # (accounts,) cash units, exact
    drops: Int64s  # (symbols, len(Drop)) counts
    first_drop_row: Int64s  # (symbols, len(Drop)) row of the first one, -1 where there is none
    ruined: NDArray[np.bool_]  # (accounts,) equity reached zero
    notices: NDArray[np.void]  # NOTICE, in time order within an account
    notice_values: Float64s  # (notices, most values of a message): what stands in the text, in turn
