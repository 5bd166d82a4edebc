"""`--costs`: a table's name, or rates written out."""

from runtime.backtest.amounts import parse_ratio
from runtime.domain.costs import Costs
from runtime.domain.errors import RunError

# Ordinary online rates. KRX: commission of Creon, sell tax of KOSPI and KOSDAQ since 2026-01-01
# (0.05 % + 0.15 % rural tax; KOSDAQ 0.20 %). Upbit: KRW market. Binance: spot, without BNB.
TABLES = {
    "none": Costs("none"),
    "krx": Costs("krx", buy_commission=150_000, sell_commission=150_000, sell_tax=2_000_000),
    "upbit": Costs("upbit", buy_commission=500_000, sell_commission=500_000),
    "binance": Costs("binance", buy_commission=1_000_000, sell_commission=1_000_000),
}
_KEYS = ("buy", "sell", "tax")


def parse_costs(text: str, slippage: str) -> Costs:
    """Return the costs named or written (`buy=0.015%,sell=0.015%,tax=0.2%`), with slippage (`2bp`)."""
    slip = parse_ratio(slippage, "--slippage")
    if text in TABLES:
        table = TABLES[text]
        return Costs(text, table.buy_commission, table.sell_commission, table.sell_tax, slip)
    rates = dict.fromkeys(_KEYS, 0)
    for part in text.split(","):
        key, equals, rate = (piece.strip() for piece in part.partition("="))
        if key not in _KEYS or not equals:
            raise RunError(
                f"--costs {text} is neither a table nor rates",
                f"write one of {', '.join(TABLES)}, or for example buy=0.015%,sell=0.015%,tax=0.2%",
            )
        rates[key] = parse_ratio(rate, "--costs")
    return Costs(text, rates["buy"], rates["sell"], rates["tax"], slip)
