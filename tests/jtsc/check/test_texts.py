"""Parameters that are texts: what they may be compared with, and what `MA` makes of them."""

import numpy as np
import pytest
import talib

from tests.jtsc.checked import check, codes, optimised, rule
from tests.property.conftest import artifact_of, interpreted

KIND = 'params {\nkind = "ema" in ["sma", "ema", "wma"]\n}'


@pytest.mark.parametrize(
    "condition",
    [
        'close > (if kind == "ema" then EMA(period: 5) else SMA(period: 5))',
        'close > open AND kind != "sma"',
        '"wma" == kind AND close > open',
        "close > MA(period: 5, type: kind)",
        "close > MA(period: 5, type: wma)",
        "close > MA(volume, 5) / volume * close",
    ],
)
def test_a_text_parameter_is_compared_with_its_texts(condition: str) -> None:
    assert codes(rule(condition, KIND)) == []


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ('close > open AND kind == "emma"', "JTS0313"),
        ('close > open AND kind < "sma"', "JTS0312"),
        ("close > open AND kind == kind", "JTS0312"),
        ("close > open AND kind == 1", "JTS0301"),
        ('close > MA(period: 5, type: "hull")', "JTS0507"),
        ("close > MA(period: 5, type: 3)", "JTS0506"),
        ("close > SMA(period: kind)", "JTS0506"),
        ("close > kind", "JTS0301"),
    ],
)
def test_what_a_text_cannot_be(condition: str, code: str) -> None:
    assert codes(rule(condition, KIND)) == [code]


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ('kind = "hull" in ["sma", "ema"]', "JTS0211"),
        ('kind = "sma" in ["sma", 3]', "JTS0506"),
        ('kind = "sma" in "a".."z"', "JTS0506"),
    ],
)
def test_what_a_text_parameter_cannot_be(declared: str, code: str) -> None:
    assert code in codes(rule("close > open", f"params {{\n{declared}\n}}"))


@pytest.mark.parametrize("kind", ["sma", "ema", "wma"])
def test_a_text_written_out_leaves_one_average(kind: str) -> None:
    written = optimised(rule(f'close > MA(period: 5, type: "{kind}")'))
    assert written.digest() == optimised(rule(f"close > {kind.upper()}(period: 5)")).digest()


def test_a_function_is_given_a_text() -> None:
    function = 'fn side(x, way) = if way == "up" then x else -x\n'
    called = optimised(function + rule('side(close, "down") < 0'))
    assert called.digest() == optimised(rule("-close < 0")).digest()


@pytest.mark.parametrize(
    ("place", "average"), [(0, talib.SMA), (1, talib.EMA), (2, talib.WMA)], ids=["sma", "ema", "wma"]
)
def test_the_average_is_talibs_of_that_kind(place: int, average) -> None:  # type: ignore[no-untyped-def]
    close = 70_000.0 + 100.0 * np.random.default_rng(5).integers(-30, 31, 300).cumsum()
    artifact = artifact_of(rule("close > MA(period: 9, type: kind)", KIND))
    kernel, params = interpreted(artifact), np.array([float(place)])
    assert [column.name for column in artifact.columns] == ["close"]
    layout, no_times = kernel.layout(params, (86_400_000_000_000,)), np.empty(0, np.int64)
    words, payload = kernel.new_state(layout), np.empty(artifact.payloads)
    fired = np.zeros((len(close), 1), np.bool_)
    for bar, price in enumerate(close):
        kernel.step(words, layout, np.array([price]), no_times, 1.0, params, fired[bar], payload)
    np.testing.assert_array_equal(fired[:, 0], close > average(close, 9))


def test_the_choice_is_known_before_the_run() -> None:
    checked = check(rule("close > MA(period: 5, type: kind)", KIND))
    assert checked.hir is not None
    (declared,) = checked.hir.parameters
    assert (declared.texts, declared.default, declared.choices) == (("sma", "ema", "wma"), 1, (0, 1, 2))
