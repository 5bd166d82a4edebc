"""What happens later changes nothing before; where history began changes no windowed value."""

from types import ModuleType

import numpy as np
import pytest

from jtsc.artifact import Artifact
from tests.property.conftest import Compile
from tests.property.markets import random_market
from tests.property.walks import walk_columns, walk_steps

WINDOWED = """strategy("Windowed") {
  indicators {
    average = SMA(period: 9)
    bands = BBANDS(period: 14, deviations: 1.5)
    typical = SMA(high, 5)
  }
  entry.long {
    when (close crosses above average) { buy(quantity: 1_000_000 KRW / average) }
    when (close > bands.upper OR typical < bands.lower) { buy(quantity: 1_000_000 KRW / STDDEV(period: 21)) }
    when (average crosses below typical) { buy(quantity: 1_000_000 KRW / bands.upper) }
    when (high >= HIGHEST(period: 12)) { buy(quantity: 1_000_000 KRW / bands.lower) }
  }
}
"""


@pytest.mark.parametrize("kept", [1, 2, 40, 63, 64, 65, 111])
def test_data_after_a_bar_changes_nothing_up_to_it(program: Artifact, plain: ModuleType, kept: int) -> None:
    market = random_market(6, lengths=(150,))
    whole = walk_columns(plain, program, market)
    cut = walk_columns(plain, program, market.first_rows(kept))
    np.testing.assert_array_equal(cut.fired, whole.fired[:, :kept])
    np.testing.assert_array_equal(cut.payload, whole.payload[:, :kept])


@pytest.mark.parametrize("later", [1, 2, 7, 64, 100])
def test_start_of_history_changes_no_windowed_decision(compile_text: Compile, later: int) -> None:
    module, artifact = compile_text(WINDOWED)
    market = random_market(7, lengths=(400,), missing=0.0, halted=0.0)
    ((clock, defined, settled, sessions),) = module.warmup(np.zeros(0))
    assert (clock, sessions) == (0, 0)
    assert defined == settled == 20  # the longest window, which a quantity reads, less one
    from_start, from_later = (
        walk_steps(module, artifact, each) for each in (market, market.without_rows(later))
    )
    warm = later + settled
    assert from_start.fired[:, warm:].any(axis=1).all()
    np.testing.assert_array_equal(from_start.fired[:, warm:], from_later.fired[:, settled:])
    assert from_start.payload[:, warm:].tobytes() == from_later.payload[:, settled:].tobytes()
