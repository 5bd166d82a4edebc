"""Where stops and targets lie: rounded away from the trader."""

from typing import Any

import pytest

from runtime.risk.daily_loss_limit import day_loss_reached
from runtime.risk.max_position_size import position_room
from runtime.risk.stop_loss import stop_loss_price
from runtime.risk.take_profit import take_profit_price
from runtime.risk.trailing_stop import moved_extreme, trailing_stop_price
from stdlib.jit import walker

PERCENT = 10_000_000


@walker
def prices(average: int, extreme: int, side: int, ratio: int, tick: int) -> Any:
    return (
        stop_loss_price(average, side, ratio, tick),
        trailing_stop_price(extreme, side, ratio, tick),
        take_profit_price(average, side, ratio, tick),
    )


@walker
def limits(equity: int, base: int, limit: int, position: int) -> Any:
    return day_loss_reached(equity, base, limit), position_room(equity, limit, position)


@walker
def extremes(extreme: int, high: int, low: int) -> Any:
    return moved_extreme(extreme, 1, high, low), moved_extreme(extreme, -1, high, low)


@pytest.mark.parametrize(
    ("average", "extreme", "side", "ratio", "tick", "expected"),
    [
        (10_000, 12_000, 1, 3 * PERCENT, 1, (9700, 11640, 10300)),
        (10_001, 12_001, 1, 3 * PERCENT, 1, (9700, 11640, 10302)),  # 9700.97, 11640.97, 10301.03
        (10_001, 12_001, 1, 3 * PERCENT, 50, (9700, 11600, 10350)),
        (10_000, 9_000, -1, 3 * PERCENT, 1, (10300, 9270, 9700)),
        (10_001, 9_001, -1, 3 * PERCENT, 50, (10350, 9300, 9700)),
        (100, 100, 1, 100 * PERCENT, 5, (5, 5, 200)),  # the lowest price is one tick
    ],
)
def test_stops_and_targets(
    average: int, extreme: int, side: int, ratio: int, tick: int, expected: tuple[int, int, int]
) -> None:
    assert prices(average, extreme, side, ratio, tick) == expected


def test_the_trail_only_moves_in_favour() -> None:
    assert extremes(100, 120, 80) == (120, 80)
    assert extremes(100, 99, 101) == (100, 100)


@pytest.mark.parametrize(
    ("equity", "base", "reached"), [(951, 1000, False), (950, 1000, True), (0, 0, False), (1999, 2105, True)]
)
def test_day_loss_is_reached_at_the_limit_itself(equity: int, base: int, reached: bool) -> None:
    assert limits(equity, base, 5 * PERCENT, 0)[0] == reached


def test_room_is_never_negative() -> None:
    assert limits(1000, 1000, 20 * PERCENT, 150)[1] == 50
    assert limits(1000, 1000, 20 * PERCENT, 250)[1] == 0
    assert limits(-1000, 1000, 20 * PERCENT, 0)[1] == 0
