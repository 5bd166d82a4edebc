"""What every store of instruments must do, seen through its port."""

from dataclasses import replace
from datetime import date

import pytest

from runtime.domain.instruments import Adjustment, Instrument

SAMSUNG = Instrument(
    code="005930",
    market="KOSPI",
    name="삼성전자",
    name_en="Samsung Electronics",
    sector="전기전자",
    listed=date(1975, 6, 11),
    flags=("kospi200", "it's \\ quoted"),
    adjustments=(Adjustment(date(1969, 12, 31), 0.1), Adjustment(date(2018, 5, 4), 0.02)),
)
GONE = Instrument(code="000020", listed=date(1900, 1, 2), delisted=date(2199, 12, 31))


@pytest.fixture
def store(store):
    return store.instruments


def test_records_come_back_by_code(store):
    store.put([SAMSUNG, GONE])
    assert store.read() == [GONE, SAMSUNG]


def test_a_record_put_again_replaces_the_earlier_wherever_it_is_listed(store):
    store.put([SAMSUNG, GONE])
    moved = replace(SAMSUNG, market="KOSDAQ", name="", flags=(), adjustments=())
    store.put([moved])
    assert store.read() == [GONE, moved]


def test_of_several_records_of_a_code_the_last_stays(store):
    store.put([SAMSUNG, GONE, replace(SAMSUNG, name="삼성")])
    assert [each.name for each in store.read()] == ["", "삼성"]


def test_no_records_are_no_trouble(store):
    store.put([])
    assert store.read() == []
