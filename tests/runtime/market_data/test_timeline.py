import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.domain.bars import Bars
from runtime.market_data.timeline import build_timeline

SPAN = 60


def bars_at(times: list[list[int]]) -> Bars:
    ts = np.array([t for symbol in times for t in symbol], np.int64)
    ones = np.ones(len(ts))
    return Bars(
        symbols=tuple(f"S{s}" for s in range(len(times))),
        starts=np.cumsum([0, *map(len, times)]),
        ts_open=ts,
        ts_close=ts + SPAN,
        open=ones,
        high=ones,
        low=ones,
        close=ones,
        volume=ones,
        halted=np.zeros(len(ts), np.bool_),
        price_scale=np.ones(len(times), np.int64),
        timeframe_ns=SPAN,
    )


anywhere = st.integers(-(10**18), 10**18) | st.integers(0, 20)
on_steps = st.integers(-9, 9).map(lambda n: 17 + n * SPAN)  # as bars mostly are
a_step_off = on_steps | st.just(18)


@settings(deadline=None)
@given(
    st.sampled_from([anywhere, on_steps, a_step_off]).flatmap(
        lambda times: st.lists(st.sets(times, min_size=1, max_size=20).map(sorted), min_size=1, max_size=6)
    )
)
def test_timeline_is_the_union_of_times(times: list[list[int]]) -> None:
    bars = bars_at(times)
    timeline = build_timeline(bars)
    assert timeline.ts_open.tolist() == sorted(set().union(*times))
    np.testing.assert_array_equal(timeline.ts_open[timeline.slot], bars.ts_open)
    np.testing.assert_array_equal(timeline.ts_close, timeline.ts_open + SPAN)
    assert timeline.slot.dtype == np.int32


@pytest.mark.parametrize(
    "times", [[[1, 2, 3]], [[1, 2, 3], [1, 2, 3]], [[1, 2, 3], [1, 2, 4]], [[1, 2], [1]]]
)
def test_slots(times: list[list[int]]) -> None:
    slots = {t: i for i, t in enumerate(sorted({t for symbol in times for t in symbol}))}
    assert build_timeline(bars_at(times)).slot.tolist() == [slots[t] for symbol in times for t in symbol]


def test_a_slot_closes_with_its_last_row() -> None:
    bars = bars_at([[100, 200], [100, 200]])
    bars.ts_close[3] = 230  # cut short by the end of a session
    assert build_timeline(bars).ts_close.tolist() == [160, 260]
    bars.ts_close[1] = 240
    assert build_timeline(bars).ts_close.tolist() == [160, 240]
