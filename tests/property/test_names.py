"""What a strategy calls its values never meets the names that the emitted code needs for itself."""

from string import Template

import numpy as np
import pytest

from tests.property.conftest import Compile
from tests.property.markets import random_market
from tests.property.walks import walk_columns, walk_steps

TEXT = Template("""strategy("Names") {
  timeframes {
    day = 1d
    hour = 1h
  }
  indicators {
    $a = EMA(period: 5)
    $b = SMA(volume, 4)
    $c = close - $a
    on day { $d = MACD(fast: 3, slow: 5, signal: 2) }
  }
  entry.long {
    when ($c > 0 AND $b > volume[2] AND day.$d.line > day.close - day.close[1]) { buy(quantity: 1%) }
    when ($a crosses above SMA(period: 3) OR day.$d.line crosses below day.$d.signal) { buy(quantity: 1%) }
  }
}
""")
PLAIN = {"a": "a", "b": "b", "c": "c", "d": "d"}
HOSTILE = [
    {"a": "ema", "c": "ema_average", "b": "sma"},
    {"a": "a", "c": "a_seen", "b": "a_average"},
    {"a": "close_ring", "b": "close_run", "c": "volume_ring_mask"},
    {"a": "rule_0", "b": "row_1", "c": "fresh_1"},
    {"a": "bar", "b": "bar_1", "c": "words"},
    {"a": "ema_step", "b": "np", "c": "finite"},
    {"a": "gt_1", "b": "gt_v1", "c": "close_v3"},
    {"a": "lambda", "b": "int", "c": "_"},
    {"a": "단기", "b": "ﬁ", "c": "fi"},
    {"a": "x²", "b": "x2", "c": "volume_column"},
    {"d": "macd", "a": "day_macd_line", "b": "macd_line", "c": "day_macd_signal_average"},
]


@pytest.mark.parametrize("renamed", HOSTILE, ids=lambda renamed: "-".join(renamed.values()))
def test_names_change_nothing(compile_text: Compile, renamed: dict[str, str]) -> None:
    market = random_market(8, lengths=(300,), missing=0.0)
    module, artifact = compile_text(TEXT.substitute(PLAIN | renamed))
    plain_module, plain_artifact = compile_text(TEXT.substitute(PLAIN))
    expected = walk_steps(plain_module, plain_artifact, market)
    assert expected.fired.any(axis=1).all()
    assert artifact.mir_hash == plain_artifact.mir_hash
    assert walk_steps(module, artifact, market).same_as(expected)
    assert walk_columns(module, artifact, market).same_as(expected)
    assert not np.array_equal(expected.fired[0], expected.fired[1])
