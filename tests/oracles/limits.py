"""The limits of an account, as plainly: what denies an entry, what cuts it, and when trading ends."""

from fractions import Fraction
from math import ceil
from typing import Any

ONE = 10**9


class Limits:
    """The part of `Oracle` that knows the limits; the names are those of its fields and methods."""

    table: dict[str, list[Any]]
    settings: Any
    books: dict[str, Any]
    slots: int
    stopped: bool
    peak: int
    base: int

    def value(self, price: int, quantity: int) -> int:
        raise NotImplementedError

    def mark(self, symbol: str, slot: int, at_open: bool = False) -> int:
        raise NotImplementedError

    def gives(self, name: str) -> bool:
        """Whether this stop is a distance in price."""
        return getattr(self.settings, f"{name}_distance") is not None

    def distance(self, name: str, slot: int) -> int:
        """In price units, as the strategy has it at a slot; 0 where that is no distance."""
        given = getattr(self.settings, f"{name}_distance")
        value = 0.0 if given is None else given[slot % len(given)]
        return ceil(Fraction(value) * self.settings.price_scale) if value > 0 else 0

    def fell_too_far(self, equity: int) -> bool:
        limit = self.settings.limits.max_drawdown
        self.peak = max(self.peak, equity)
        if limit is None or self.stopped:
            return False
        return Fraction(self.peak - equity, self.peak) >= Fraction(limit, ONE)

    def lost_too_much(self, equity: int) -> bool:
        limit = self.settings.limits.daily_loss_limit
        if limit is None or self.base <= 0:
            return False
        return Fraction(equity - self.base, self.base) <= -Fraction(limit, ONE)

    def denied(self, symbol: str, slot: int, is_new: bool) -> str:
        limits = self.settings.limits
        closed = self.books[symbol].closed
        if self.stopped:
            return "MAX_DRAWDOWN"
        if (
            closed is not None
            and limits.cooldown_ns is not None
            and not self.has_cooled(symbol, closed, slot)
        ):
            return "COOLDOWN"
        held = sum(bool(abs(b.quantity) > b.closing or b.opening) for b in self.books.values())
        if limits.max_positions is not None and is_new and held >= limits.max_positions:
            return "MAX_POSITIONS"
        names = [name for name in ("stop_loss", "take_profit", "trailing_stop") if self.gives(name)]
        if is_new and any(not self.distance(name, slot) for name in names):
            return "STOP_UNKNOWN"
        return ""

    def has_cooled(self, symbol: str, closed: int, slot: int) -> bool:
        """Whole days are trading days of the account: of one symbol alone, those it has a row in."""
        per_day = self.settings.slots_per_day
        if self.settings.cooldown_slots % per_day:
            return bool(slot - closed >= self.settings.cooldown_slots)
        rows = self.table[symbol]
        known = [
            t for t in range(self.slots) if len(self.table) > 1 or (t < len(rows) and rows[t] is not None)
        ]
        days = sorted({t // per_day for t in known})
        passed = days.index(slot // per_day) - days.index(closed // per_day)
        return passed >= self.settings.cooldown_slots // per_day

    def room(self, symbol: str, slot: int, price: int, equity: int) -> tuple[int | None, str]:
        """The notional that limits leave, and the name of the strictest."""
        limits, book = self.settings.limits, self.books[symbol]
        held = self.value(price, abs(book.quantity) - book.closing)
        at_open = self.settings.size_at.name == "FILL"
        gross = sum(book.pending for book in self.books.values())
        for name, other in self.books.items():
            if other.quantity:
                gross += self.value(self.mark(name, slot, at_open), abs(other.quantity) - other.closing)
        taken = ((limits.max_position_size, held, "POSITION"), (limits.max_symbol_weight, held, "WEIGHT"))
        rooms = [
            (max(max(equity, 0) * limit // ONE - used, 0), name)
            for limit, used, name in (*taken, (limits.max_exposure, gross, "EXPOSURE"))
            if limit is not None
        ]
        return min(rooms, key=lambda room: room[0], default=(None, ""))
