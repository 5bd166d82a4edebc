"""The account stage once more: one slot after the other, every symbol at every slot, in Python integers.

Slow and obvious, and without any code of the engine: what `tests/runtime/engine` holds the walk against. It
covers one account over all symbols.
"""

import math
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.oracles.limits import ONE, Limits
from tests.oracles.money import Money


@dataclass
class Holding:
    """A position and what waits for the next open of its symbol. Prices and quantities in grid units."""

    quantity: int = 0
    cost: int = 0
    average: int = 0
    extreme: int = 0
    entries: int = 0
    closing: int = 0
    closing_reason: str = ""
    opening: tuple[int, int, Any, int] | None = None  # side, quantity, rule, slot of the decision
    reserved: int = 0
    pending: int = 0
    stop_distance: int = 0
    target_distance: int = 0
    trail_distance: int = 0
    closed: int | None = None  # slot of the last closing fill

    @property
    def side(self) -> int:
        return (self.quantity > 0) - (self.quantity < 0)


@dataclass
class Oracle(Money, Limits):
    """`table`: symbol -> list of (open, high, low, close) in price units, None, or a halt as a bare close."""

    table: dict[str, list[Any]]
    rules: list[Any]  # .section, .kind (names), .amount(symbol, slot) in grid units, .at
    settings: Any
    fills: list[tuple[Any, ...]] = field(default_factory=list)
    drops: Counter[tuple[str, str]] = field(default_factory=Counter)
    ruined: bool = False
    locked: bool = False

    def __post_init__(self) -> None:
        self.slots = max(map(len, self.table.values()))
        self.cash = self.settings.execution.initial_cash
        self.books = {symbol: Holding() for symbol in self.table}
        self.base = self.last_equity = self.peak = self.cash
        self.stopped = False  # max_drawdown was reached
        self.day = -1

    def mark(self, symbol: str, slot: int, at_open: bool = False) -> int:
        """The last known price of a symbol."""
        bars = self.table[symbol]
        for t in range(min(slot, len(bars) - 1), -1, -1):
            bar = bars[t]
            if bar is None:
                continue
            if at_open and t == slot:
                if isinstance(bar, tuple):
                    return int(bar[0])
                continue
            return int(bar[3] if isinstance(bar, tuple) else bar)
        raise AssertionError("marked before its first bar")

    def worth(self, slot: int, at_open: bool = False) -> tuple[int, int]:
        """(equity, free cash)."""
        equity, free = self.cash, self.cash - sum(book.reserved for book in self.books.values())
        for symbol, book in self.books.items():
            if book.quantity == 0:
                continue
            value = self.value(self.mark(symbol, slot, at_open), abs(book.quantity))
            equity += book.side * value
            if book.side < 0:
                free -= max(book.cost, value) + value
        return equity, free

    # Phases ----------------------------------------------------------------------------------------------

    def run(self) -> "Oracle":
        for slot in range(self.slots):
            self.now = slot
            self.opens(slot)
            self.stops(slot)
            self.closes(slot)
            self.marks(slot)
            self.decisions(slot)
        for symbol, book in self.books.items():
            if book.opening:
                self.drop(symbol, "UNFILLED_AT_END")
            if (book.closing or self.resting(symbol)) and not self.settings.close_at_end:
                self.drop(symbol, "UNFILLED_AT_END")
            book.reserved = book.pending = 0
            if self.settings.close_at_end and book.quantity:
                price = self.market(self.mark(symbol, self.slots - 1), -book.side)
                self.fill(symbol, self.slots - 1, -book.side, abs(book.quantity), price, "END_OF_DATA")
        return self

    def resting(self, symbol: str) -> int:
        """What a closing order that waits for its price is for: `WaitingOracle` has such orders."""
        return 0

    def closes(self, slot: int) -> None:
        """Nothing fills at a close."""

    def bar(self, symbol: str, slot: int) -> Any:
        bars = self.table[symbol]
        bar = bars[slot] if slot < len(bars) else None
        return bar if isinstance(bar, tuple) else None

    def drop(self, symbol: str, why: str) -> None:
        self.drops[symbol, why] += 1

    def fill(self, symbol: str, slot: int, side: int, quantity: int, price: int, reason: str) -> None:
        book = self.books[symbol]
        value = self.value(price, quantity)
        self.cash -= side * value + self.costs(side, value)
        if book.side == -side:
            held = abs(book.quantity)
            book.cost = book.cost * (held - quantity) // held
            book.closed = slot
        elif book.quantity == 0:
            book.cost, book.average, book.extreme, book.entries = value, price, price, 1
        else:
            total = abs(book.quantity) + quantity
            book.average += (price - book.average) * quantity // total
            book.cost += value
            book.entries += 1
        book.quantity += side * quantity
        self.fills.append((symbol, slot, side * quantity, reason, price))

    def opens(self, slot: int) -> None:
        for symbol, book in self.books.items():
            bar = self.bar(symbol, slot)
            if bar and book.closing:
                quantity, book.closing = book.closing, 0
                price = self.market(bar[0], -book.side)
                self.fill(symbol, slot, -book.side, quantity, price, book.closing_reason)
        waiting = {s: b.opening[3] for s, b in self.books.items() if b.opening and self.bar(s, slot)}
        for symbol in self.in_turn(waiting):
            book = self.books[symbol]
            assert book.opening
            side, quantity, rule, decided = book.opening
            book.opening, book.reserved, book.pending = None, 0, 0
            price = self.market(self.bar(symbol, slot)[0], side)
            equity, free = self.worth(slot, at_open=True)
            if self.settings.size_at.name == "FILL":
                quantity = self.sized(symbol, decided, rule, side, price, equity, free)
            elif self.outlay(side, price, quantity) > free:
                quantity = self.most(free, price, side)
                self.drop(symbol, "CASH_CUT" if quantity else "CASH_SHORT")
            if quantity:
                if not book.quantity:
                    self.take_distances(book, decided)
                self.fill(symbol, slot, side, quantity, price, "SIGNAL")

    def take_distances(self, book: Holding, slot: int) -> None:
        book.stop_distance = self.distance("stop_loss", slot)
        book.target_distance = self.distance("take_profit", slot)
        book.trail_distance = self.distance("trailing_stop", slot)

    def stops(self, slot: int) -> None:
        for symbol, book in self.books.items():
            bar = self.bar(symbol, slot)
            if not bar or not book.quantity:
                continue
            hit = self.reached(book, bar)
            if hit:
                self.fill(symbol, slot, -book.side, abs(book.quantity), *hit)
            else:
                self.trail(book, bar[1], bar[2], slot)

    def levels(self, book: Holding) -> tuple[tuple[int, str] | None, int | None]:
        """The stop that is reached first with its name, and the target."""
        limits, side = self.settings.limits, book.side
        away = self.down if side > 0 else self.up
        beyond = self.up if side > 0 else self.down
        stops = []
        if limits.stop_loss is not None:
            stops.append((away(Fraction(book.average * (ONE - side * limits.stop_loss), ONE)), "STOP_LOSS"))
        if self.gives("stop_loss"):
            stops.append((away(book.average - side * book.stop_distance), "STOP_LOSS"))
        if limits.trailing_stop is not None:
            trail = away(Fraction(book.extreme * (ONE - side * limits.trailing_stop), ONE))
            stops.append((trail, "TRAILING_STOP"))
        if self.gives("trailing_stop"):
            stops.append((away(book.extreme - side * book.trail_distance), "TRAILING_STOP"))
        target = None
        if limits.take_profit is not None:
            target = beyond(Fraction(book.average * (ONE + side * limits.take_profit), ONE))
        if self.gives("take_profit"):
            target = beyond(book.average + side * book.target_distance)
        return max(stops, key=lambda s: side * s[0], default=None), target

    def reached(self, book: Holding, bar: Any) -> tuple[int, str] | None:
        """Price and reason of the stop or target that the bar reaches."""
        first, high, low, _ = bar
        side = book.side
        stop, target = self.levels(book)
        worst, best = (low, high) if side > 0 else (high, low)
        if stop and side * first <= side * stop[0]:
            return self.market(first, -side), stop[1]
        if target is not None and side * first >= side * target:
            return first, "TAKE_PROFIT"
        if stop and side * worst <= side * stop[0]:
            return self.market(stop[0], -side), stop[1]
        if target is not None and side * best >= side * target:
            return target, "TAKE_PROFIT"
        return None

    def trail(self, book: Holding, high: int, low: int, slot: int) -> None:
        book.extreme = max(book.extreme, high) if book.side > 0 else min(book.extreme, low)
        book.trail_distance = self.distance("trailing_stop", slot) or book.trail_distance

    def marks(self, slot: int) -> None:
        limits = self.settings.limits
        day = slot // self.settings.slots_per_day
        if day != self.day:
            self.day, self.base, self.locked = day, self.last_equity, False
        equity, _ = self.worth(slot)
        self.last_equity = equity
        if self.ruined:
            return
        reason = None
        if equity <= 0:
            self.ruined = True
            reason = "RUIN"
        elif self.fell_too_far(equity):
            self.stopped = True
            reason = "MAX_DRAWDOWN" if limits.flatten_on_breach else None
        if not reason and not self.ruined and not self.locked and self.lost_too_much(equity):
            self.locked = True
            reason = "DAILY_LOSS_LIMIT" if limits.flatten_on_breach else None
        if reason:
            self.flatten(reason, slot)

    def flatten(self, reason: str, slot: int) -> None:
        for symbol, book in self.books.items():
            if book.quantity:
                book.closing, book.closing_reason = abs(book.quantity), reason
            if book.opening:
                book.opening, book.reserved, book.pending = None, 0, 0
                self.drop(symbol, reason)

    def decisions(self, slot: int) -> None:
        proceeds = 0
        deciding = [s for s in self.books if self.bar(s, slot) and slot >= self.settings.tradable_from]
        for symbol in deciding:
            proceeds += self.exits(symbol, slot)
        equity, free = self.worth(slot)
        if self.settings.size_at.name != "FILL":
            free += proceeds
        for symbol in self.in_turn(dict.fromkeys(deciding, slot)):
            for side, section in ((1, "ENTRY_LONG"), (-1, "ENTRY_SHORT")):
                rule = next(
                    (r for r in self.rules if r.section == section and slot in r.at.get(symbol, [])), None
                )
                if rule:
                    free -= self.entry(symbol, slot, rule, side, equity, free)

    def in_turn(self, decided: dict[str, int]) -> list[str]:
        """Symbols by the slot of their decision, then by their priority in it, then in universe order."""

        def turn(symbol: str) -> tuple[int, float]:
            values = (self.settings.priorities or {}).get(symbol, (0.0,))
            value = values[decided[symbol] % len(values)]
            return decided[symbol], math.inf if math.isnan(value) else -value

        return sorted(decided, key=turn)

    def exits(self, symbol: str, slot: int) -> int:
        book = self.books[symbol]
        side = book.side
        before = book.closing
        close = self.bar(symbol, slot)[3]
        price = self.market(close, -side) if side else 0
        for rule in self.rules:
            wanted = {1: "EXIT_LONG", -1: "EXIT_SHORT"}.get(side)
            left = abs(book.quantity) - book.closing - self.resting(symbol)
            if rule.section != wanted or slot not in rule.at.get(symbol, []) or not left:
                continue
            quantity = self.closed_by(rule, rule.amount(symbol, slot), left, price)
            if quantity <= 0:
                self.drop(symbol, "SIZE_ZERO")
                continue
            self.ask(symbol, slot, rule, quantity)
        closed = book.closing - before
        if not closed:
            return 0
        value = self.value(price, closed)
        if side > 0:
            return value - self.costs(-1, value)
        held = abs(book.quantity)
        now, rest = self.value(close, held), self.value(close, held - closed)
        kept = book.cost * (held - closed) // held
        return (max(book.cost, now) + now) - (max(kept, rest) + rest) - value - self.costs(1, value)

    def ask(self, symbol: str, slot: int, rule: Any, quantity: int) -> None:
        book = self.books[symbol]
        if not book.closing:
            book.closing_reason = "SIGNAL"
        book.closing += quantity

    def closed_by(self, rule: Any, amount: int, left: int, price: int) -> int:
        lot = self.settings.lot
        if rule.kind == "ALL" or (rule.kind == "PERCENT_OF_POSITION" and amount >= ONE):
            return left
        if rule.kind == "PERCENT_OF_POSITION":
            return left * amount // ONE // lot * lot
        return min(amount // lot * lot if rule.kind == "SHARES" else self.most(amount, price), left)

    def entry(self, symbol: str, slot: int, rule: Any, side: int, equity: int, free: int) -> int:
        book = self.books[symbol]
        left = abs(book.quantity) - book.closing
        if book.side == side and book.closing and book.closing_reason != "SIGNAL":
            return 0
        if left and book.side == side:
            if book.entries >= self.settings.pyramiding:
                return 0
        elif left or (book.opening and book.opening[0] != side):
            self.drop(symbol, "OPPOSITE_POSITION")
            return 0
        if book.opening:
            return 0
        if self.ruined or self.locked:
            self.drop(symbol, "RUIN" if self.ruined else "DAILY_LOSS_LIMIT")
            return 0
        denied = self.denied(symbol, slot, is_new=not left)
        if denied:
            self.drop(symbol, denied)
            return 0
        price = self.place(symbol, slot, rule, side)
        if price is None:
            self.drop(symbol, "PRICE_UNKNOWN")
            return 0
        if self.settings.size_at.name == "FILL":
            book.opening = (side, 0, rule, slot)
            return 0
        quantity = self.sized(symbol, slot, rule, side, price, equity, free)
        if quantity:
            book.opening = (side, quantity, rule, slot)
            book.reserved = self.outlay(side, price, quantity)
            book.pending = self.value(price, quantity)
        return book.reserved

    def place(self, symbol: str, slot: int, rule: Any, side: int) -> int | None:
        """The price at which an entry is sized, None where it is not known."""
        return self.market(self.bar(symbol, slot)[3], side)

    def sized(self, symbol: str, slot: int, rule: Any, side: int, price: int, equity: int, free: int) -> int:
        amount, lot = rule.amount(symbol, slot), self.settings.lot
        if rule.kind == "ALL":
            quantity = self.most(free, price, side)
            if not quantity:
                self.drop(symbol, "CASH_SHORT")
                return 0
        elif rule.kind == "SHARES":
            quantity = amount // lot * lot
        elif rule.kind == "NOTIONAL":
            quantity = self.most(amount, price)
        else:
            quantity = min(self.most(equity * amount // ONE, price), self.most(equity, price, side))
        if quantity <= 0:
            self.drop(symbol, "SIZE_ZERO")
            return 0
        cuts = []
        now = slot if self.settings.size_at.name != "FILL" else self.now
        room, limit = self.room(symbol, now, price, equity)
        if room is not None and self.value(price, quantity) > room:
            quantity = self.most(room, price)
            cuts.append(f"{limit}_CUT" if quantity else f"{limit}_FULL")
        if quantity and self.outlay(side, price, quantity) > free:
            quantity = self.most(free, price, side)
            cuts.append("CASH_CUT" if quantity else "CASH_SHORT")
        for why in cuts if quantity else cuts[-1:]:  # what came to nothing is counted once
            self.drop(symbol, why)
        return quantity
