"""`calculate_kelly_criterion()`: a share of equity from the strategy's own closed trades.

f = W - (1 - W) / R (J. L. Kelly, "A New Interpretation of Information Rate", 1956, in the form traders use),
with W the share of winning trades and R the mean win over the mean loss. A trade's outcome is its return, net
profit over entry notional, so that large and small trades count alike. One that returns exactly nothing is a
trade, but neither a win nor a loss.
"""

from runtime.portfolio.records import Record, Records
from stdlib.jit import outlined


@outlined
def kelly_ratio(trades: Records, first: int, end: int, rule: Record) -> int:
    """Return the share of equity, in 1 / RATIO_SCALE, from the account's closed trades [first, end).

    Fewer than `kelly_min_trades` of the last `kelly_lookback`: the fallback. No losses: the cap. No wins, or
    f <= 0: 0. Nothing exceeds the cap.
    """
    first = max(first, end - rule.kelly_lookback)
    count = end - first
    if count < rule.kelly_min_trades:
        return int(min(rule.kelly_fallback, rule.kelly_cap))
    wins = 0
    losses = 0
    won = 0.0
    lost = 0.0
    for k in range(first, end):
        profit = trades[k].profit
        if profit > 0:
            wins += 1
            won += float(profit) / float(trades[k].entry_notional)
        elif profit < 0:
            losses += 1
            lost -= float(profit) / float(trades[k].entry_notional)
    if wins == 0:
        return 0
    if losses == 0:
        return int(rule.kelly_cap)
    share = float(wins) / float(count)
    f = share - (1.0 - share) * (lost / float(losses)) / (won / float(wins))
    scaled = f * float(rule.kelly_fraction)
    if scaled <= 0.0:
        return 0
    return int(min(scaled, float(rule.kelly_cap)))
