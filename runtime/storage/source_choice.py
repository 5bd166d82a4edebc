"""Which of the stored series a run reads."""

from collections.abc import Collection, Sequence

from runtime.market_data.suggestion import suggest
from runtime.market_data.timeframe import timeframe_label
from runtime.storage.errors import StorageError
from runtime.storage.ports import BarStore, StoredSeries


def choose_series(
    store: BarStore, timeframe_ns: int, symbols: Sequence[str] | None, sources: Sequence[str]
) -> list[StoredSeries]:
    """Return the series of the symbols (of all, if None) from the sources (from any, if none is named).

    Raises:
        StorageError: a symbol or a source that is not there, or several sources of a symbol
            and none named, or no symbol asked for.
    """
    if symbols is not None and not symbols:
        raise StorageError("no symbol was asked for", "name at least one, or leave them out for all")
    stored = store.series(timeframe_ns)
    if not stored:
        raise StorageError(
            f"the store has no {timeframe_label(timeframe_ns)} bars", "`jtsc data list` shows what there is"
        )
    require_known(sources, {each.source for each in stored}, "source")
    found = [each for each in stored if not sources or each.source in sources]
    if symbols is not None:
        require_known(symbols, {each.symbol for each in found}, "symbol")
        wanted = frozenset(symbols)
        found = [each for each in found if each.symbol in wanted]
    if not sources:
        _require_one_source(found)
    return found


def require_known(names: Sequence[str], known: Collection[str], what: str) -> None:
    """Raise `StorageError` if one of the names is not among those that the store has."""
    for name in names:
        if name not in known:
            near = suggest(name, sorted(known), "the store has")
            raise StorageError(f"the store has no {what} '{name}'", near)


def _require_one_source(series: Sequence[StoredSeries]) -> None:
    source_of: dict[str, str] = {}
    for each in series:
        other = source_of.setdefault(each.symbol, each.source)
        if other != each.source:
            raise StorageError(
                f"the bars of {each.symbol} come from {other} and from {each.source}",
                f"say which goes first: --source {other},{each.source}",
            )
