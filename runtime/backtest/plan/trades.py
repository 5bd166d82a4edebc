"""The trades of two runs, matched: which are the same, which are new or gone, and which have moved."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields

from runtime.backtest.report.trade_table import TradeTable

_PRICES = frozenset(("entry_price", "exit_price"))


@dataclass(frozen=True, slots=True, order=True)
class Trade:
    """A trade, flat to flat; `exit_ts` and `exit_price` of one still open are those of its last mark."""

    account: str
    symbol: str
    side: str
    entry_ts: int  # nanoseconds UTC
    exit_ts: int
    entry_price: float
    exit_price: float
    quantity: float
    reason: str  # why it was closed
    is_open: bool
    profit: float = field(compare=False)  # follows from the others and the costs
    price_error: float = field(compare=False)  # of the prices: they are cash, in whole units, over a size


@dataclass(frozen=True, slots=True)
class Moved:
    """A trade of the old run and what became of it in the new one."""

    old: Trade
    new: Trade

    @property
    def changed(self) -> tuple[str, ...]:
        """Return the names of the fields in which they differ, prices by more than their error."""
        return tuple(each.name for each in fields(Trade) if each.compare and self._differs(each.name))

    def _differs(self, name: str) -> bool:
        old, new = getattr(self.old, name), getattr(self.new, name)
        if name in _PRICES:
            return bool(abs(old - new) > self.old.price_error + self.new.price_error)
        return bool(old != new)


@dataclass(frozen=True, slots=True)
class TradeChanges:
    """Every trade of either run is in one of these, once; in order of their entry."""

    unchanged: int
    added: tuple[Trade, ...]
    removed: tuple[Trade, ...]
    moved: tuple[Moved, ...]

    @property
    def differ(self) -> bool:
        """Tell whether a trade is not what it was."""
        return bool(self.added or self.removed or self.moved)


def trades_of(table: TradeTable, cash_scale: int) -> list[Trade]:
    """Return the rows of a table whose money is counted in units of 1 / `cash_scale`."""
    names = (each.name for each in fields(Trade) if each.name != "price_error")
    columns = [getattr(table, name) for name in names]
    columns.append(1 / cash_scale / table.quantity)
    rows = zip(*(column if isinstance(column, list) else column.tolist() for column in columns), strict=True)
    return [Trade(*row) for row in rows]


def match_trades(old: Iterable[Trade], new: Iterable[Trade]) -> TradeChanges:
    """Match trades: equal ones first, then of the rest those of one account, symbol and side.

    A trade has moved where it was entered at the same time, or else where both were held at the same time;
    each is matched once, earlier ones first.
    """
    before, after = Counter(old), Counter(new)
    unchanged = (before & after).total()
    removed, added = _by_position(before - after), _by_position(after - before)
    moved: list[Moved] = []
    gone: list[Trade] = []
    come: list[Trade] = []
    for position in removed.keys() | added.keys():
        pairs, only_old, only_new = _match(removed[position], added[position])
        moved += pairs
        gone += only_old
        come += only_new
    return TradeChanges(
        unchanged,
        tuple(sorted(come, key=_entered)),
        tuple(sorted(gone, key=_entered)),
        tuple(sorted(moved, key=lambda pair: (_entered(pair.old), _entered(pair.new)))),
    )


def _entered(trade: Trade) -> tuple[int, Trade]:
    return trade.entry_ts, trade


def _by_position(trades: Counter[Trade]) -> defaultdict[tuple[str, str, str], list[Trade]]:
    found: defaultdict[tuple[str, str, str], list[Trade]] = defaultdict(list)
    for trade in sorted(trades.elements(), key=_entered):
        found[trade.account, trade.symbol, trade.side].append(trade)
    return found


def _match(old: Sequence[Trade], new: Sequence[Trade]) -> tuple[list[Moved], list[Trade], list[Trade]]:
    """Match what is left of one position, both in order of entry; return pairs, and those without one."""
    entered, old, new = _pair(old, new, lambda trade: trade.entry_ts)
    held, old, new = _pair(old, new, lambda trade: trade.exit_ts)
    return [*entered, *held], old, new


def _pair(
    old: Sequence[Trade], new: Sequence[Trade], until: Callable[[Trade], int]
) -> tuple[list[Moved], list[Trade], list[Trade]]:
    """Pair trades whose times from their entry to `until` meet, walking both sequences in order."""
    pairs: list[Moved] = []
    only_old: list[Trade] = []
    only_new: list[Trade] = []
    waiting_old, waiting_new = deque(old), deque(new)
    while waiting_old and waiting_new:
        before, after = waiting_old[0], waiting_new[0]
        if until(before) < after.entry_ts:
            only_old.append(waiting_old.popleft())
        elif until(after) < before.entry_ts:
            only_new.append(waiting_new.popleft())
        else:
            pairs.append(Moved(waiting_old.popleft(), waiting_new.popleft()))
    return pairs, [*only_old, *waiting_old], [*only_new, *waiting_new]
