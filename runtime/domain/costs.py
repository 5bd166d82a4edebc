"""What trading costs: commission, tax and slippage, as integer ratios."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """Ratios of the notional in units of 1 / `RATIO_SCALE`.

    `buy_commission` and `sell_commission` go to the broker, `sell_tax` to the state; `slippage` moves the
    price of a market fill against the trader, by `slippage_ticks` more.
    """

    name: str
    buy_commission: int = 0
    sell_commission: int = 0
    sell_tax: int = 0
    slippage: int = 0
    slippage_ticks: int = 0
