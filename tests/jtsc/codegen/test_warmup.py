"""Bars before values are defined and settled, and what a run's parameters do to them."""

import numpy as np
import pytest

from tests.jtsc.checked import rule
from tests.property.conftest import artifact_of, interpreted

DAY_NS = 86_400_000_000_000


def warmup(text: str, *params: float) -> tuple[tuple[int, int, int, int], ...]:
    """Return clock, defined, settled and trading days of each need."""
    return interpreted(artifact_of(text)).warmup(np.asarray(params, np.float64))


@pytest.mark.parametrize(
    ("condition", "defined"),
    [
        ("close > open", 0),
        ("SMA(period: 20) > close", 19),
        ("SMA(period: 20)[3] > close", 22),
        ("SMA(period: 20) crosses above close", 20),
        ("SMA(SMA(period: 5), 5) > 1", 8),
        ("ATR(14) > 1", 14),
        ("MACD().histogram > 0", 33),
        ("RSI() > 1 OR SMA(period: 50) > 1", 49),
        ("volume > avg_volume(20)", 20),
    ],
)
def test_defined_after_is_talibs_lookback(condition: str, defined: int) -> None:
    """TA-Lib's lookbacks: SMA n - 1, RSI and ATR n, MACD slow + signal - 2."""
    assert warmup(rule(condition))[0][1] == defined


def test_windows_of_parameters_are_computed_when_they_are_known() -> None:
    text = rule("SMA(period: slow) > EMA(period: fast * 2)", "params {\n fast = 4\n slow = 10\n}")
    assert warmup(text, 4, 10)[0][1] == 9
    assert warmup(text, 30, 10)[0][1] == 59


def test_definition_of_a_window_is_followed() -> None:
    text = rule("SMA(period: w) > 1", "params { n = 4 }\nindicators {\n w = half * 4\n half = n / 2\n}")
    assert warmup(text, 4)[0][1] == 7


def test_each_timeframe_has_its_own() -> None:
    frames = "timeframes {\n d = 1d\n h = 1h\n}\nindicators { on d { s = SMA(period: 9) } }"
    needs = warmup(rule("d.s > SMA(period: 3)", frames))
    assert [(clock, defined) for clock, defined, _, _ in needs] == [(0, 2), (1, 8)]


@pytest.mark.parametrize(
    ("condition", "sessions"),
    [
        ("SMA(period: 20) > close", 0),
        ("price_change(5m) > 1%", 1),
        ("price_change(1d) > 1%", 2),
        ("price_change(1d) > price_change(1w)", 8),
        ("session.high[3] > close", 1),
        ("session.open > session.prev_close", 2),
    ],
)
def test_trading_days_are_those_looked_at_and_the_present_one(condition: str, sessions: int) -> None:
    assert max(days for _, _, _, days in warmup(rule(condition))) == sessions


def test_bars_follow_the_trading_days_they_are_made_of() -> None:
    condition = "SMA(price_change(2d), 10) > 1% AND SMA(period: 30) > session.open[4]"
    assert warmup(rule(condition)) == ((0, 29, 29, 0), (0, 9, 9, 3))


def test_a_span_of_a_parameter_is_known_when_the_run_is() -> None:
    text = rule("price_change(span * 2) > 1%", "params { span = 1d }")
    assert warmup(text, 3.0 * DAY_NS)[1] == (0, 0, 0, 7)
    assert warmup(text, DAY_NS / 24)[1] == (0, 0, 0, 1)


@pytest.mark.parametrize("value", [0.0, -3.0, 2.5, 2e6, np.nan, np.inf])
def test_a_run_with_an_impossible_window_is_refused(value: float) -> None:
    """A parameter without a range may be given anything; memory is sized by it."""
    for condition in ("SMA(period: n) > 1", "RSI(period: n) > 1", "SMA(period: n + 0) > 1"):
        module = interpreted(artifact_of(rule(condition, "params { n = 5 }")))
        with pytest.raises(ValueError, match="whole number"):
            module.layout(np.asarray([value]), (1,))
