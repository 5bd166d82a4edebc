import numpy as np
import pytest

from runtime.market_data.quality import judge_bars, judge_order, judge_quotes
from runtime.market_data.rejected import Reason

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((10, 12, 9, 11, 100), 0),
        ((10, 10, 10, 10, 0), 0),
        ((NAN, 12, 9, 11, 100), Reason.PRICE_NOT_FINITE),
        ((10, INF, 9, 11, 100), Reason.PRICE_NOT_FINITE),
        ((10, 12, -INF, 11, 100), Reason.PRICE_NOT_FINITE),
        ((0, 12, 0, 11, 100), Reason.PRICE_NOT_POSITIVE),
        ((10, 12, -9, 11, 100), Reason.PRICE_NOT_POSITIVE),
        ((0, 0, 0, 0, 0), Reason.PRICE_NOT_POSITIVE),
        ((1e-10, 1e-10, 1e-10, 1e-10, 1), Reason.PRICE_OFF_SCALE),
        ((1e14, 1e14, 1e14, 1e14, 1), Reason.PRICE_OFF_SCALE),
        ((10, 9, 12, 11, 100), Reason.HIGH_BELOW_LOW),
        ((13, 12, 9, 11, 100), Reason.OUTSIDE_RANGE),
        ((10, 12, 9, 8, 100), Reason.OUTSIDE_RANGE),
        ((10, 12, 9, 12.00000000001, 100), Reason.OUTSIDE_RANGE),
        ((10, 12, 9, 11, -1), Reason.BAD_VOLUME),
        ((10, 12, 9, 11, NAN), Reason.BAD_VOLUME),
        ((10, 12, 9, 11, INF), Reason.BAD_VOLUME),
        ((0, 0, 0, 11, 177), Reason.HALT_WITH_VOLUME),
        ((0, 0, 0, 11, NAN), Reason.BAD_VOLUME),
    ],
)
def test_one_row_one_reason(row: tuple[float, ...], reason: int) -> None:
    reasons, halted = judge_bars(*(np.array([value], np.float64) for value in row))
    assert (reasons.tolist(), halted.tolist()) == ([reason], [False])


def test_noise_of_float_arithmetic_is_no_fault() -> None:
    above = 0.1 + 0.2  # 0.30000000000000004
    reasons, _ = judge_bars(*(np.array([value]) for value in (above, 0.3, 0.2, above, 1.0)))
    assert reasons.tolist() == [0]


def test_halt_marker_is_a_good_row() -> None:
    reasons, halted = judge_bars(*(np.array([value]) for value in (0.0, 0.0, 0.0, 4085.0, 0.0)))
    assert (reasons.tolist(), halted.tolist()) == ([0], [True])


def test_order_is_judged_against_what_the_symbol_has_reached() -> None:
    ts = np.array([1, 2, 2, 5, 3, 4, 5, 6, 1, 1, 2], np.int64)
    starts = np.array([0, 8, 11], np.int64)
    back, same = Reason.BACKWARD_TIME, Reason.DUPLICATE_TIME
    assert judge_order(ts, starts).tolist() == [0, 0, same, 0, back, back, same, 0, 0, same, 0]


def test_quotes() -> None:
    bid = np.array([10, 11, 0, NAN, 10, INF])
    ask = np.array([11, 10, 11, 11, NAN, INF])
    assert judge_quotes(bid, ask).tolist() == [False, True, True, False, False, True]
