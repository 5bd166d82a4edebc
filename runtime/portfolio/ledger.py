"""The money of one account.

Cash includes the proceeds of shorts, which are not spendable. An open short blocks
    max(entry notional, notional at the mark) + notional at the mark:
its proceeds and a margin of 100 % of what buying it back costs. So opening a short takes its notional and
its fees from the buying power, as opening a long does; a loss takes twice its size (itself and the higher
margin), a gain gives back the margin no longer needed, but is not spendable before the short is closed.
    free cash = cash - blocked - reserved by opening orders
    equity    = cash + longs at the mark - shorts at the mark
"""

import numpy as np

from runtime.portfolio.money import add
from runtime.portfolio.records import Record
from stdlib.jit import inlined

LEDGER = np.dtype(
    [
        ("initial_cash", np.int64),  # cash units, as everything here
        ("cash", np.int64),
        ("reserved", np.int64),  # for opening orders that wait
        ("held", np.int64),  # symbols with a position
        ("shorts", np.int64),  # of these, shorts
        ("first_symbol", np.int64),  # the account's symbols
        ("last_symbol", np.int64),  # exclusive
        ("last_slot", np.int64),  # of the account's data
        ("first_fill", np.int64),  # where its fills and trades begin in the output
        ("first_trade", np.int64),
        ("day", np.int64),  # trading day of the last mark
        ("day_equity", np.int64),  # equity at the previous trading day's close
        ("equity", np.int64),  # at the last mark
        ("free", np.int64),  # cash that could be spent at the last mark, where a rule asks for it
        ("peak", np.int64),  # highest equity at a mark so far
        ("pending", np.int64),  # notional of the opening orders that wait
        ("flat_openings", np.int64),  # of these, orders in symbols without a position
        ("drawdown_locked", np.bool_),  # max_drawdown reached: no entries any more
        ("day_locked", np.bool_),  # daily_loss_limit reached: no entries until the next trading day
        ("ruined", np.bool_),  # equity reached zero: no entries any more
    ],
    align=True,
)


@inlined
def blocked_by_short(entry_notional: int, mark_notional: int) -> int:
    """Return what an open short takes out of the spendable cash."""
    return max(entry_notional, mark_notional) + mark_notional


@inlined
def settle(ledger: Record, side: int, notional: int, costs: int) -> None:
    """Move the cash of a fill; `side` +1 bought, -1 sold. Raises OverflowError, see `money.add`."""
    ledger.cash = add(ledger.cash, -side * notional - costs)
