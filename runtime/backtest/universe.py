"""The symbols of a strategy's `universe`, resolved when a run starts."""

from collections.abc import Sequence
from pathlib import Path

from jtsc.artifact import Artifact
from runtime.backtest.request import BacktestRequest
from runtime.domain.bars import Bars
from runtime.domain.errors import RunError
from runtime.market_data.selection import select_symbols


def resolve_universe(artifact: Artifact, request: BacktestRequest) -> tuple[str, ...] | None:
    """Return the symbols that may be traded, in the universe's order; None for all that the data has.

    Of a universe and of `--symbols` it is what both name.

    Raises:
        RunError: a file that cannot be read, or nothing that both name.
    """
    universe = artifact.universe
    if universe is None:
        return request.symbols
    named: list[str] = []
    for origin in universe.origins:
        named += _of_file(Path(artifact.source_path).parent / origin.file) if origin.file else origin.symbols
    if request.symbols is not None:
        asked = frozenset(request.symbols)
        named = [symbol for symbol in named if symbol in asked]
    found = tuple(dict.fromkeys(named))[: universe.limit]
    if not found:
        raise RunError("no symbol is left of the universe", "name others in `universe`, or with --symbols")
    return found


def within_universe(bars: Bars, artifact: Artifact, request: BacktestRequest) -> tuple[Bars, tuple[str, ...]]:
    """Leave out what a universe does not name, but for instruments that are looked at; note what it lacks.

    Raises:
        RunError: the data has none of its symbols.
    """
    asked = resolve_universe(artifact, request)
    if artifact.universe is None or asked is None:
        return bars, ()
    present = [symbol for symbol in asked if symbol in bars.symbols]
    if not present:
        raise RunError(
            f"the data has none of the {len(asked)} symbols of the universe",
            f"it has {bars.symbols[0]} and others",
        )
    kept = {*present, *(clock.symbol for clock in artifact.clocks)}
    missing = len(asked) - len(present)
    notes = (f"{missing} symbols of the universe have no bars in the data",) if missing else ()
    return select_symbols(bars, [symbol for symbol in bars.symbols if symbol in kept]), notes


def _of_file(path: Path) -> Sequence[str]:
    """Return the first field of each line; what follows `#` is a remark."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise RunError(
            f"the universe's file '{path}' cannot be read: {reason}", "its path is relative to the strategy"
        ) from None
    fields = (line.partition("#")[0].split(",")[0].strip().strip('"') for line in text.splitlines())
    return [field for field in fields if field]
