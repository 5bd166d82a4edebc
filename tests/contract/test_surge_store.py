"""What every store of surges must do, seen through its port."""

from dataclasses import replace

import numpy as np
import pytest

from runtime.domain.surges import Surges

FIRST = 1_704_153_600_123 * 10**6  # 2024-01-02, with milliseconds


@pytest.fixture
def store(store):
    return store.surges


def made_surges(rows: list[tuple[int, str, str, float, float, int]]) -> Surges:
    """Surges of (milliseconds after the first, symbol, account, percent, ratio, latency)."""
    symbols = ("000660", "005930", "한글")
    accounts = ("paper", "kis")
    after, symbol, account, percent, ratio, latency = zip(*rows, strict=True) if rows else ((),) * 6
    return Surges(
        symbols=symbols,
        accounts=accounts,
        symbol=np.array([symbols.index(name) for name in symbol], np.int32),
        account=np.array([accounts.index(name) for name in account], np.int32),
        ts=FIRST + np.array(after, np.int64) * 10**6,
        percent=np.array(percent, np.float32),
        volume_ratio=np.array(ratio, np.float32),
        latency_ms=np.array(latency, np.uint32),
    )


def told(surges: Surges) -> list[tuple[int, str, str, float, float, int]]:
    return [
        ((ts - FIRST) // 10**6, surges.symbols[s], surges.accounts[a], *figures)
        for ts, s, a, *figures in zip(
            surges.ts.tolist(),
            surges.symbol.tolist(),
            surges.account.tolist(),
            surges.percent.tolist(),
            surges.volume_ratio.tolist(),
            surges.latency_ms.tolist(),
            strict=True,
        )
    ]


ROWS = [
    (0, "005930", "kis", 3.25, 2.5, 0),
    (0, "005930", "paper", 3.25, 2.5, 12),
    (5, "000660", "paper", 4.0, 8.0, 4_000_000_000),
    (5, "한글", "paper", -1.5, float(np.float32(0.1)), 7),
    (90_000, "000660", "kis", 5.0, 3.0, 1),
]


def test_surges_come_back_by_time_symbol_and_account(store):
    store.append(made_surges(ROWS[::-1]))
    found = store.read()
    assert told(found) == ROWS
    for column, kind in (("percent", "f4"), ("volume_ratio", "f4"), ("latency_ms", "u4"), ("ts", "i8")):
        assert getattr(found, column).dtype == kind


def test_a_surge_stored_twice_is_one_surge_and_the_later_figures_stand(store):
    surges = made_surges(ROWS)
    for _ in range(2):
        store.append(surges)
    assert told(store.read()) == ROWS
    store.append(replace(surges, percent=surges.percent + np.float32(1)))
    assert [row[3] for row in told(store.read())] == [row[3] + 1 for row in ROWS]


def test_a_span_is_cut_from_its_start_to_before_its_end(store):
    store.append(made_surges(ROWS))
    part = store.read(start_ns=FIRST + 5 * 10**6, end_ns=FIRST + 90_000 * 10**6)
    assert told(part) == ROWS[2:4]


def test_times_are_cut_to_the_millisecond(store):
    surges = made_surges(ROWS[:1])
    store.append(replace(surges, ts=surges.ts + 999_999))
    assert told(store.read()) == ROWS[:1]


def test_no_surges_are_no_trouble(store):
    store.append(made_surges([]))
    found = store.read()
    assert (told(found), found.symbols) == ([], ())
