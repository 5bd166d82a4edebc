"""Which column of a file holds what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from runtime.market_data.errors import DataError
from runtime.market_data.suggestion import suggest

# Names that traders' files carry, folded (see `_fold`); the first, the project's own, wins over the rest.
ALIASES: dict[str, tuple[str, ...]] = {
    "timestamp": (
        *("timestamp", "date", "datetime", "time", "ts", "opentime", "tsopen"),
        *("날짜", "일자", "일시", "시간", "체결시간"),
    ),
    "symbol": ("symbol", "ticker", "code", "종목코드", "단축코드", "종목", "티커"),
    "open": ("open", "o", "시가"),
    "high": ("high", "h", "고가"),
    "low": ("low", "l", "저가"),
    "close": ("close", "c", "종가", "현재가"),
    "volume": ("volume", "vol", "v", "거래량"),
    "bid": ("bid", "bidprice", "매수호가"),
    "ask": ("ask", "askprice", "매도호가"),
    "last": ("last", "price", "lastprice", "tradeprice", "p", "체결가", "현재가"),
    "size": ("size", "qty", "quantity", "volume", "tradevolume", "q", "체결량"),
}
_UNNAMED_INDEX = ("", "unnamed:0", "indexlevel0")  # as pandas writes it: the times, if nothing else is
PRICE_ROLES = ("open", "high", "low", "close")


@dataclass(frozen=True, slots=True)
class Layout:
    """The numbers that a row of a kind of file holds, beside its time and its symbol."""

    numbers: tuple[str, ...]
    optional: tuple[str, ...]
    described: str  # a row in words
    unread: tuple[str, ...] = ()  # of the optional ones, those that are left in the file


BARS = Layout((*PRICE_ROLES, "volume"), ("bid", "ask"), "a row is a time, four prices and a volume")
BARS_WITHOUT_QUOTES = replace(BARS, unread=BARS.optional)
QUOTES = Layout(("last", "size"), ("bid", "ask"), "a row is a time, a last price and the size traded at it")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The file's name for each role; a file without symbols, or without an optional number, lacks it."""

    timestamp: str
    symbol: str | None
    numbers: dict[str, str]


def parse_columns(text: str) -> dict[str, str]:
    """Read `close=adj_close,timestamp=date` into a mapping from role to column.

    Raises:
        DataError: not of that form, or not a role.
    """
    mapping = {}
    for item in text.split(","):
        role, equals, column = (part.strip() for part in item.partition("="))
        if not (role and equals and column):
            raise DataError(
                f"'{item.strip()}' does not name a column", "write role=column, as close=adj_close"
            )
        if role not in ALIASES:
            raise DataError(f"'{role}' is no role of a column", f"the roles are {', '.join(ALIASES)}")
        mapping[role] = column
    return mapping


def map_columns(
    names: Sequence[str], mapping: Mapping[str, str] | None = None, layout: Layout = BARS
) -> ColumnMap:
    """Find each role among the columns of a file; `mapping` (role to column) goes before the known names.

    Raises:
        DataError: a role without a column, with several, one that such a file has not, or a mapped column
            that the file does not have.
    """
    roles = ("timestamp", "symbol", *layout.numbers, *layout.optional)
    for role in mapping or {}:
        if role not in roles:
            raise DataError(f"'{role}' is no column of such a file", f"its columns are {', '.join(roles)}")
    chosen = {role: _find_mapped(column, names) for role, column in (mapping or {}).items()}
    free = [name for name in names if name not in chosen.values()]
    for role in roles:
        if role not in chosen and (name := _find_alias(role, free)) is not None:
            chosen[role] = name
    missing = [role for role in ("timestamp", *layout.numbers) if role not in chosen]
    if missing:
        raise DataError(
            f"no column for {', '.join(missing)}: the file has {', '.join(names)}",
            f"name it with --columns {missing[0]}=COLUMN",
        )
    read = [role for role in (*layout.numbers, *layout.optional) if role not in layout.unread]
    numbers = {role: chosen[role] for role in read if role in chosen}
    return ColumnMap(chosen["timestamp"], chosen.get("symbol"), numbers)


def _find_mapped(column: str, names: Sequence[str]) -> str:
    same = [name for name in names if name == column] or [n for n in names if _fold(n) == _fold(column)]
    if not same:
        raise DataError(f"the file has no column '{column}'", suggest(column, names))
    return same[0]


def _find_alias(role: str, names: Sequence[str]) -> str | None:
    tiers = [(role,), ALIASES[role], _UNNAMED_INDEX if role == "timestamp" else ()]
    matches = ([name for name in names if _fold(name) in tier] for tier in tiers)
    found = next(filter(None, matches), [])
    if len(found) > 1:
        listed = " and ".join(f"'{name}'" for name in found)
        raise DataError(f"{listed} could each be the {role}", f"choose with --columns {role}={found[0]}")
    return found[0] if found else None


def _fold(name: str) -> str:
    """Return the name without case, spaces and underscores, in NFC (a Mac writes Korean decomposed)."""
    return normalize("NFC", name).casefold().replace("_", "").replace(" ", "")
