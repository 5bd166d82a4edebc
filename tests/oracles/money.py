"""The money of an account, as plainly: values, costs, the largest quantity, and prices on the ticks."""

from fractions import Fraction
from math import ceil, floor
from typing import Any

from tests.oracles.limits import ONE


class Money:
    """The part of `Oracle` that knows grids and costs."""

    settings: Any

    def value(self, price: int, quantity: int) -> int:
        s = self.settings
        return price * quantity * s.cash_scale // (s.price_scale * s.quantity_scale)

    def costs(self, side: int, value: int) -> int:
        c = self.settings.costs
        if side > 0:
            return value * c.buy_commission // ONE
        return value * c.sell_commission // ONE + value * c.sell_tax // ONE

    def outlay(self, side: int, price: int, quantity: int) -> int:
        value = self.value(price, quantity)
        return value + self.costs(side, value)

    def most(self, budget: int, price: int, side: int = 0) -> int:
        """The largest multiple of the lot within the budget, by bisection; side 0: without costs."""
        lot = self.settings.lot

        def fits(lots: int) -> bool:
            quantity = lots * lot
            spent = self.outlay(side, price, quantity) if side else self.value(price, quantity)
            return spent <= budget

        if budget <= 0 or not fits(1):
            return 0
        low, high = 1, 2
        while fits(high):
            low, high = high, 2 * high
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if fits(middle) else (low, middle)
        return low * lot

    def down(self, price: Fraction | int) -> int:
        tick = self.settings.tick
        return max(floor(Fraction(price) / tick) * tick, tick)

    def up(self, price: Fraction | int) -> int:
        return ceil(Fraction(price) / self.settings.tick) * self.settings.tick

    def market(self, price: int, side: int) -> int:
        slip, ticks = self.settings.costs.slippage, self.settings.costs.slippage_ticks
        if not slip and not ticks:
            return price
        moved = ceil(Fraction(price * slip, ONE)) + ticks * self.settings.tick
        return self.up(price + moved) if side > 0 else self.down(price - moved)
