"""Which column of a file of bars or quotes holds what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from runtime.market_data.column_names import Aliases, find_columns
from runtime.market_data.errors import DataError

_UNNAMED_INDEX = ("", "unnamed:0", "indexlevel0")  # as pandas writes it: the times, if nothing else is
_TIME_AND_SYMBOL: Aliases = {
    "timestamp": (
        ("timestamp",),
        ("date", "datetime", "time", "ts", "opentime", "tsopen", "날짜", "일자", "일시", "시간", "체결시간"),
        _UNNAMED_INDEX,
    ),
    "symbol": (("symbol",), ("ticker", "code", "종목코드", "단축코드", "종목", "티커")),
}
_BID_AND_ASK: Aliases = {
    "bid": (("bid",), ("bidprice", "매수호가")),
    "ask": (("ask",), ("askprice", "매도호가")),
}
PRICE_ROLES = ("open", "high", "low", "close")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a kind of file: the names each role goes by, and which of them there must be."""

    aliases: Aliases
    required: tuple[str, ...]
    described: str  # a row in words


BARS = Layout(
    {
        **_TIME_AND_SYMBOL,
        "open": (("open",), ("o", "시가")),
        "high": (("high",), ("h", "고가")),
        "low": (("low",), ("l", "저가")),
        "close": (("close",), ("c", "종가", "현재가")),
        "volume": (("volume",), ("vol", "v", "거래량")),
        **_BID_AND_ASK,
        "amount": (("amount",), ("quotevolume", "quoteassetvolume", "value", "tradingvalue", "거래대금")),
    },
    ("timestamp", *PRICE_ROLES, "volume"),
    "a row is a time, four prices and a volume",
)
QUOTES = Layout(
    {
        **_TIME_AND_SYMBOL,
        "last": (("last",), ("price", "lastprice", "tradeprice", "p", "체결가", "현재가")),
        "size": (("size",), ("qty", "quantity", "volume", "tradevolume", "q", "체결량")),
        **_BID_AND_ASK,
    },
    ("timestamp", "last", "size"),
    "a row is a time, a last price and the size traded at it",
)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The file's name for each role; a file without symbols, or without an optional number, lacks it."""

    timestamp: str
    symbol: str | None
    numbers: dict[str, str]


def parse_columns(text: str, aliases: Aliases) -> dict[str, str]:
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
        if role not in aliases:
            raise DataError(f"'{role}' is no role of a column", f"the roles are {', '.join(aliases)}")
        mapping[role] = column
    return mapping


def map_columns(
    names: Sequence[str], mapping: Mapping[str, str] | None = None, layout: Layout = BARS
) -> ColumnMap:
    """Find each role among the columns of a file; `mapping` (role to column) goes before the known names.

    Raises:
        DataError: a role without a column, with several, or a mapped column the file does not have.
    """
    found = find_columns(names, layout.aliases, mapping, required=layout.required)
    numbers = {role: found[role] for role in layout.aliases if role in found and role not in _TIME_AND_SYMBOL}
    return ColumnMap(found["timestamp"], found.get("symbol"), numbers)
