"""The plain account with orders that wait: for a price, an auction, or more volume."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any

from tests.oracles.account import Oracle
from tests.oracles.limits import ONE


@dataclass
class Order:
    """Prices in price units; `side` is that of the fill."""

    kind: str
    tif: str
    side: int
    decided: int
    rule: Any = None
    limit: int | None = None
    stop: int | None = None
    quantity: int = 0  # of a closing order that waits for its price
    live: int | None = None  # day of the first bar it met
    filled: int = 0
    triggered: bool = False

    def within_limit(self, price: int) -> bool:
        assert self.limit is not None
        return price <= self.limit if self.side > 0 else price >= self.limit

    def beyond_stop(self, price: int) -> bool:
        assert self.stop is not None
        return price >= self.stop if self.side > 0 else price <= self.stop


@dataclass
class WaitingOracle(Oracle):
    """`settings.participation` and `volume` bound what fills; rules have a type, a tif and prices."""

    entries_placed: dict[str, Order] = field(default_factory=dict)
    exits_placed: dict[str, Order] = field(default_factory=dict)
    resting_exits: dict[str, Order] = field(default_factory=dict)
    taken: Counter[tuple[str, int]] = field(default_factory=Counter)

    def resting(self, symbol: str) -> int:
        order = self.resting_exits.get(symbol)
        return order.quantity if order else 0

    def day_of(self, slot: int) -> int:
        return int(slot // self.settings.slots_per_day)

    def ends_day(self, slot: int) -> bool:
        return bool((slot + 1) % self.settings.slots_per_day == 0)

    def volume_left(self, symbol: str, slot: int) -> int:
        share = self.settings.execution.participation
        if share is None:
            return 1 << 60
        volume = floor(Fraction(self.settings.volume_of(symbol, slot)) * self.settings.quantity_scale)
        lots = volume * share // ONE // self.settings.lot
        return max(int(lots * self.settings.lot - self.taken[symbol, slot]), 0)

    # What a bar does to an order --------------------------------------------------------------------------

    def at_open(self, order: Order, first: int, slot: int) -> int | None:
        if order.kind == "BEST":
            order.kind, order.limit = "LIMIT", first
        if order.kind in ("STOP", "STOP_LIMIT") and order.beyond_stop(first):
            order.triggered = True
        takes_any = (
            order.kind == "MARKET"
            or (order.kind == "OPEN" and self.day_of(slot) != self.day_of(order.decided))
            or (order.kind == "STOP" and order.triggered)
        )
        if takes_any:
            return self.market(first, order.side)
        is_limit = order.kind == "LIMIT" or (order.kind == "STOP_LIMIT" and order.triggered)
        return first if is_limit and order.within_limit(first) else None

    def in_bar(self, order: Order, bar: Any) -> int | None:
        _, high, low, close = bar
        low, high = (low, high) if order.side > 0 else (high, low)  # where it is cheap, and where dear
        if order.kind == "LIMIT" or (order.kind == "STOP_LIMIT" and order.triggered):
            return order.limit if order.within_limit(low) else None
        if order.kind not in ("STOP", "STOP_LIMIT") or order.triggered or not order.beyond_stop(high):
            return None
        order.triggered = True
        assert order.stop is not None
        price = self.market(order.stop, order.side)
        if order.kind == "STOP":
            return price
        if order.within_limit(order.stop):
            return price if order.within_limit(price) else order.limit
        return order.limit if order.within_limit(close) else None

    def expire(self, symbol: str, order: Order) -> None:
        self.drop(symbol, "PART_FILLED" if order.filled else "EXPIRED")
        self.remove(symbol, order)

    def remove(self, symbol: str, order: Order) -> None:
        book = self.books[symbol]
        if order is self.entries_placed.get(symbol):
            del self.entries_placed[symbol]
            book.opening, book.reserved, book.pending = None, 0, 0
        elif order is self.exits_placed.get(symbol):
            del self.exits_placed[symbol]
            book.closing = 0
        else:
            del self.resting_exits[symbol]

    def orders_of(self, symbol: str) -> list[Order]:
        kinds = (self.entries_placed, self.exits_placed, self.resting_exits)
        return [kind[symbol] for kind in kinds if symbol in kind]

    # Fills ------------------------------------------------------------------------------------------------

    def close(self, symbol: str, order: Order, price: int, slot: int) -> None:
        book = self.books[symbol]
        of_market = order is self.exits_placed.get(symbol)
        wanted = book.closing if of_market else order.quantity
        quantity = min(wanted, self.volume_left(symbol, slot))
        if quantity == 0 or (order.tif == "FOK" and quantity < wanted):
            return
        order.filled += quantity
        if of_market:
            book.closing -= quantity
        else:
            order.quantity -= quantity
        if quantity == wanted:
            self.remove(symbol, order)
        self.taken[symbol, slot] += quantity
        self.fill(symbol, slot, order.side, quantity, price, book.closing_reason if of_market else "SIGNAL")
        if not book.quantity:
            self.forget_exits(symbol)

    def forget_exits(self, symbol: str) -> None:
        self.books[symbol].closing = 0
        self.exits_placed.pop(symbol, None)
        self.resting_exits.pop(symbol, None)

    def open(self, symbol: str, order: Order, price: int, slot: int, at_open: bool) -> None:
        book = self.books[symbol]
        assert book.opening
        side, asked, rule, decided = book.opening
        equity, free = self.worth(slot, at_open)
        free += book.reserved
        if self.settings.size_at.name == "FILL" and not asked:
            reserved, book.opening = book.reserved, None
            asked = self.sized(symbol, decided, rule, side, price, equity, free)
            book.opening, book.reserved = (side, asked, rule, decided), reserved
            if not asked:
                self.remove(symbol, order)
                return
        quantity = min(asked, self.volume_left(symbol, slot))
        if quantity == 0 or (order.tif == "FOK" and quantity < asked):
            return
        left = asked - quantity
        if self.outlay(side, price, quantity) > free:
            quantity, left = self.most(free, price, side), 0
            self.drop(symbol, "CASH_CUT" if quantity else "CASH_SHORT")
        if left:
            book.opening = (side, left, rule, decided)
            book.reserved = book.reserved * left // asked
            book.pending = book.pending * left // asked
        else:
            self.remove(symbol, order)
        if not quantity:
            return
        was_flat, entries = not book.quantity, book.entries
        if was_flat:
            self.take_distances(book, decided)
        self.taken[symbol, slot] += quantity
        self.fill(symbol, slot, side, quantity, price, "SIGNAL")
        if order.filled and not was_flat:
            book.entries = entries
        order.filled += quantity

    # Phases -----------------------------------------------------------------------------------------------

    def opens(self, slot: int) -> None:
        for symbol in self.books:
            bar = self.bar(symbol, slot)
            if not bar:
                continue
            for order in self.orders_of(symbol):
                if order.live is None:
                    order.live = self.day_of(slot)
                elif order.tif == "DAY" and order.kind != "OPEN" and order.live != self.day_of(slot):
                    self.expire(symbol, order)
            for order in self.orders_of(symbol):
                if order is not self.entries_placed.get(symbol) and order in self.orders_of(symbol):
                    self.try_open(symbol, order, bar[0], slot)
        placed = self.entries_placed
        waiting = {s: placed[s].decided for s in self.books if s in placed and self.bar(s, slot)}
        for symbol in self.in_turn(waiting):
            self.try_open(symbol, self.entries_placed[symbol], self.bar(symbol, slot)[0], slot)

    def try_open(self, symbol: str, order: Order, first: int, slot: int) -> None:
        price = self.at_open(order, first, slot)
        if price is not None:
            if order is self.entries_placed.get(symbol):
                self.open(symbol, order, price, slot, True)
            else:
                self.close(symbol, order, price, slot)
        auction_over = order.kind == "OPEN" and self.day_of(slot) != self.day_of(order.decided)
        if any(o is order for o in self.orders_of(symbol)) and (auction_over or order.tif in ("IOC", "FOK")):
            self.expire(symbol, order)

    def stops(self, slot: int) -> None:
        for symbol, book in self.books.items():
            bar = self.bar(symbol, slot)
            if not bar:
                continue
            resting = self.resting_exits.get(symbol)
            if resting and self.comes_first(symbol, resting, bar):
                price = self.in_bar(resting, bar)
                if price is not None:
                    self.close(symbol, resting, price, slot)
            if book.quantity:
                hit = self.reached(book, bar)
                if hit:
                    self.close_on_stop(symbol, *hit, slot)
                else:
                    self.trail(book, bar[1], bar[2], slot)
            entry = self.entries_placed.get(symbol)
            if not entry:
                continue
            was_flat = not book.quantity
            price = self.in_bar(entry, bar)
            if price is not None:
                self.open(symbol, entry, price, slot, True)
            if was_flat and book.quantity:
                self.entry_bar(symbol, bar, slot)

    def comes_first(self, symbol: str, order: Order, bar: Any) -> bool:
        """Whether a closing order fills before the position's own stop or target."""
        book = self.books[symbol]
        stop, target = self.levels(book)
        worst = bar[2] if book.side > 0 else bar[1]
        stopped = stop is not None and book.side * worst <= book.side * stop[0]
        if order.kind in ("STOP", "STOP_LIMIT") and not order.triggered:
            assert order.stop is not None
            return not stopped or stop is None or book.side * order.stop > book.side * stop[0]
        if stopped:
            return False
        return target is None or order.limit is None or book.side * order.limit <= book.side * target

    def close_on_stop(self, symbol: str, price: int, reason: str, slot: int) -> None:
        book = self.books[symbol]
        side = book.side
        entry = self.entries_placed.get(symbol)
        if entry and entry.side == side:
            self.drop(symbol, "CANCELLED")
            self.remove(symbol, entry)
        quantity = min(abs(book.quantity), self.volume_left(symbol, slot))
        if quantity:
            self.taken[symbol, slot] += quantity
            self.fill(symbol, slot, -side, quantity, price, reason)
        left = abs(book.quantity)
        if not left:
            self.forget_exits(symbol)
        elif reason != "TAKE_PROFIT":
            self.forget_exits(symbol)
            book.closing, book.closing_reason = left, reason
            order = Order("MARKET", "GTC", -side, slot, live=self.day_of(slot))
            self.exits_placed[symbol] = order
        else:
            book.closing = min(book.closing, left)
            if not book.closing:
                self.exits_placed.pop(symbol, None)
            if symbol in self.resting_exits:
                resting = self.resting_exits[symbol]
                resting.quantity = min(resting.quantity, left - book.closing)
                if not resting.quantity:
                    del self.resting_exits[symbol]

    def entry_bar(self, symbol: str, bar: Any, slot: int) -> None:
        """An entry inside the bar: the stop against the worst price, the trail by the close."""
        book = self.books[symbol]
        stop, _ = self.levels(book)
        worst, close = bar[2] if book.side > 0 else bar[1], bar[3]
        if stop and book.side * worst <= book.side * stop[0]:
            self.close_on_stop(symbol, self.market(stop[0], -book.side), stop[1], slot)
        else:
            self.trail(book, close, close, slot)

    def closes(self, slot: int) -> None:
        with_bars = [s for s in self.books if self.bar(s, slot)]
        for placed in (self.resting_exits, self.entries_placed):
            for symbol in with_bars:
                order = placed.get(symbol)
                if not order or order.kind != "CLOSE" or not self.ends_day(slot):
                    continue
                price = self.market(self.bar(symbol, slot)[3], order.side)
                if placed is self.entries_placed:
                    was_flat = not self.books[symbol].quantity
                    self.open(symbol, order, price, slot, False)
                    if was_flat and self.books[symbol].quantity:
                        self.trail(self.books[symbol], price, price, slot)
                else:
                    self.close(symbol, order, price, slot)
        for symbol in with_bars:
            for order in self.orders_of(symbol):
                if self.ends_day(slot) and order.tif == "DAY" and order.kind != "OPEN":
                    self.expire(symbol, order)

    def flatten(self, reason: str, slot: int) -> None:
        super().flatten(reason, slot)
        self.entries_placed.clear()
        for symbol, book in self.books.items():
            if book.quantity:
                self.resting_exits.pop(symbol, None)
                self.exits_placed[symbol] = Order("MARKET", "GTC", -book.side, slot)

    # Decisions --------------------------------------------------------------------------------------------

    def exits(self, symbol: str, slot: int) -> int:
        def asked(section: str) -> bool:
            return any(r.section == section and slot in r.at.get(symbol, []) for r in self.rules)

        entry = self.entries_placed.get(symbol)
        if entry and asked("EXIT_LONG" if entry.side > 0 else "EXIT_SHORT"):
            self.drop(symbol, "CANCELLED")
            self.remove(symbol, entry)
        side = self.books[symbol].side
        if side and asked("EXIT_LONG" if side > 0 else "EXIT_SHORT"):
            self.resting_exits.pop(symbol, None)
        return super().exits(symbol, slot)

    def ask(self, symbol: str, slot: int, rule: Any, quantity: int) -> None:
        book = self.books[symbol]
        if rule.type == "MARKET":
            if not book.closing:
                self.exits_placed[symbol] = Order("MARKET", rule.tif, -book.side, slot, rule)
            super().ask(symbol, slot, rule, quantity)
            return
        if symbol in self.resting_exits:
            self.drop(symbol, "EXIT_TAKEN")
            return
        order = self.placed(symbol, slot, rule, -book.side)
        if order is None:
            self.drop(symbol, "PRICE_UNKNOWN")
        else:
            order.quantity = quantity
            self.resting_exits[symbol] = order

    def placed(self, symbol: str, slot: int, rule: Any, side: int) -> Order | None:
        order = Order(rule.type, rule.tif, side, slot, rule)
        scale = self.settings.price_scale
        if rule.type in ("LIMIT", "STOP_LIMIT"):
            price = rule.limits.get(symbol, {}).get(slot)
            if price is None or price <= 0:
                return None
            order.limit = (self.down if side > 0 else self.up)(Fraction(price) * scale)
        if rule.type in ("STOP", "STOP_LIMIT"):
            price = rule.stops.get(symbol, {}).get(slot)
            if price is None or price <= 0:
                return None
            order.stop = (self.up if side > 0 else self.down)(Fraction(price) * scale)
        return order

    def place(self, symbol: str, slot: int, rule: Any, side: int) -> int | None:
        order = self.placed(symbol, slot, rule, side)
        if order is None:
            return None
        self.entries_placed[symbol] = order
        close = self.bar(symbol, slot)[3]
        if order.limit is not None:
            return order.limit
        if order.kind == "BEST":
            return int(close)
        return self.market(close if order.stop is None else order.stop, side)

    def entry(self, symbol: str, slot: int, rule: Any, side: int, equity: int, free: int) -> int:
        spent = super().entry(symbol, slot, rule, side, equity, free)
        if not self.books[symbol].opening:
            self.entries_placed.pop(symbol, None)
        return spent
