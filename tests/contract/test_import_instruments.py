"""Instruments from several files: each adds what it knows."""

from datetime import date

import pytest

from runtime.domain.instruments import Instrument
from runtime.storage.import_instruments import import_instruments


@pytest.fixture
def store(store):
    return store.instruments


def test_a_file_changes_the_fields_it_has_and_no_others(store):
    names = [Instrument("A", "KOSPI", name="가"), Instrument("B", "KOSDAQ", name="나")]
    import_instruments(store, names, ("code", "market", "name"))
    dates = [Instrument("A", listed=date(2000, 1, 3)), Instrument("C", listed=date(2010, 1, 4))]
    import_instruments(store, dates, ("code", "listed"))
    moved = [Instrument("B", "KOSPI"), Instrument("A", "")]
    import_instruments(store, moved, ("code", "market"))
    assert store.read() == [
        Instrument("A", "", name="가", listed=date(2000, 1, 3)),
        Instrument("B", "KOSPI", name="나"),
        Instrument("C", listed=date(2010, 1, 4)),
    ]


def test_importing_twice_is_importing_once(store):
    instruments = [Instrument("A", "KOSPI", flags=("etf",)), Instrument("B")]
    for _ in range(2):
        import_instruments(store, instruments, Instrument.__slots__)
    assert store.read() == instruments
