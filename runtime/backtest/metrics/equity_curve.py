"""The equity of all accounts together, over the slots of a timeline."""

import numpy as np

from runtime.domain.bars import Float64s, Int64s, Timeline
from runtime.domain.outcome import Outcome


def portfolio_equity(outcome: Outcome, timeline: Timeline) -> Float64s:
    """Sum the curves of all accounts: (slots,) in currency, at each slot's close.

    Before an account's first bar its initial cash stands; between its bars its last value does. The last slot
    has what the books say, to the last unit of cash.
    """
    slots = len(timeline.ts_open)
    total = np.zeros(slots)
    initial_cash = outcome.initial_cash / outcome.cash_scale
    for account in range(len(outcome.accounts)):
        rows = slice(int(outcome.equity_starts[account]), int(outcome.equity_starts[account + 1]))
        curve = outcome.equity[rows]
        if len(curve) == slots:
            total += curve
            continue
        last_known = _last_known(np.searchsorted(timeline.ts_close, outcome.equity_ts[rows]), slots)
        total += np.concatenate(([initial_cash], curve))[last_known]
    total[-1:] = int(outcome.final_equity.sum()) / outcome.cash_scale
    return total


def _last_known(slot_of_value: Int64s, slots: int) -> Int64s:
    # 0 stands for the cash before the first value, i for the i-th value of the curve.
    index = np.zeros(slots, dtype=np.int64)
    index[slot_of_value] = np.arange(1, len(slot_of_value) + 1)
    return np.maximum.accumulate(index)
