"""A file's instruments into a store."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from runtime.domain.instruments import Instrument
from runtime.storage.ports import InstrumentStore


def import_instruments(
    store: InstrumentStore, instruments: Sequence[Instrument], fields: Collection[str]
) -> None:
    """Store what is known of instruments; the store keeps what it knows of their other fields."""
    known = {each.code: each for each in store.read()}
    store.put(
        [
            replace(known[each.code], **{field: getattr(each, field) for field in fields})
            if each.code in known
            else each
            for each in instruments
        ]
    )
