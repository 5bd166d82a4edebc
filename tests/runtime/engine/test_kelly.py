"""`calculate_kelly_criterion()` from own closed trades, the fraction computed by hand."""

from runtime.domain.outcome import Drop
from runtime.domain.rules import QuantityKind, Section
from tests.runtime.engine.scenario import Result, Rule, run, sell

DEFAULTS = {"fraction": 0.5, "lookback": 100, "min_trades": 2, "fallback": 0.01, "cap": 0.2}


def trade_after(returns: list[float], **kelly: float) -> Result:
    """Buy at 100 and sell at 100 * (1 + r) once for each r, then ask once more."""
    prices: list[float] = []
    for r in returns:
        prices += [100.0, 100.0, 100 * (1 + r)]
    slots = [3 * k for k in range(len(returns) + 1)]
    rule = Rule(Section.ENTRY_LONG, QuantityKind.KELLY, at={"A": slots}, kelly=DEFAULTS | kelly)
    return run({"A": [*prices, 100.0, 100.0]}, [rule, sell(A=[s + 1 for s in slots])], cash=1e6)


def last_share(result: Result) -> float:
    """The notional of the last buy over the equity before it."""
    fill = result.outcome.fills[-1]
    assert fill["side"] == 1
    return float(fill["notional"] / 100 / result.outcome.equity[-2])


def test_the_fallback_serves_until_there_are_enough_trades() -> None:
    assert abs(last_share(trade_after([0.1])) - 0.01) < 1e-4


def test_wins_and_losses_give_kelly_s_fraction() -> None:
    # W = 2/3, R = 0.10 / 0.05 = 2: f = 2/3 - (1/3) / 2 = 0.5, half of it, capped at 40 %.
    assert abs(last_share(trade_after([0.1, -0.05, 0.1], cap=0.4)) - 0.25) < 1e-4


def test_the_cap_holds() -> None:
    assert abs(last_share(trade_after([0.1, -0.05, 0.1])) - 0.2) < 1e-4


def test_no_losses_give_the_cap() -> None:
    assert abs(last_share(trade_after([0.1, 0.1])) - 0.2) < 1e-4


def test_only_the_last_trades_are_looked_at() -> None:
    # Of the last two, W = 1/2 and R = 4: f = 1/2 - 1/8 = 0.375, half of it.
    result = trade_after([0.3, 0.3, 0.2, -0.05], lookback=2)
    assert abs(last_share(result) - 0.1875) < 1e-4


def test_no_edge_is_no_order_and_is_counted() -> None:
    for returns in ([-0.1, -0.1], [0.05, -0.05]):
        result = trade_after(returns)
        assert result.drops("A") == {Drop.KELLY_ZERO: 1}
        assert result.outcome.fills[-1]["side"] == -1
