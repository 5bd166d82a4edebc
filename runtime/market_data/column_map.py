"""Which column of a file of bars holds what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from runtime.market_data.column_names import Aliases, find_columns
from runtime.market_data.errors import DataError

_UNNAMED_INDEX = ("", "unnamed:0", "indexlevel0")  # as pandas writes it: the times, if nothing else is
ALIASES: Aliases = {
    "timestamp": (
        ("timestamp",),
        ("date", "datetime", "time", "ts", "opentime", "tsopen", "날짜", "일자", "일시", "시간", "체결시간"),
        _UNNAMED_INDEX,
    ),
    "symbol": (("symbol",), ("ticker", "code", "종목코드", "단축코드", "종목", "티커")),
    "open": (("open",), ("o", "시가")),
    "high": (("high",), ("h", "고가")),
    "low": (("low",), ("l", "저가")),
    "close": (("close",), ("c", "종가", "현재가")),
    "volume": (("volume",), ("vol", "v", "거래량")),
    "bid": (("bid",), ("bidprice", "매수호가")),
    "ask": (("ask",), ("askprice", "매도호가")),
    "amount": (("amount",), ("quotevolume", "quoteassetvolume", "value", "tradingvalue", "거래대금")),
}
PRICE_ROLES = ("open", "high", "low", "close")
REQUIRED_ROLES = ("timestamp", *PRICE_ROLES, "volume")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The file's name for each role; `None` where the file has no such column."""

    timestamp: str
    open: str
    high: str
    low: str
    close: str
    volume: str
    symbol: str | None = None
    bid: str | None = None
    ask: str | None = None
    amount: str | None = None  # traded value

    @property
    def numbers(self) -> dict[str, str]:
        """Return the file's columns of prices, volume, quotes and amounts by role."""
        roles = (*PRICE_ROLES, "volume", "bid", "ask", "amount")
        return {role: name for role in roles if (name := getattr(self, role)) is not None}


def parse_columns(text: str, roles: Iterable[str] = ALIASES) -> dict[str, str]:
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
        if role not in roles:
            raise DataError(f"'{role}' is no role of a column", f"the roles are {', '.join(roles)}")
        mapping[role] = column
    return mapping


def map_columns(names: Sequence[str], mapping: Mapping[str, str] | None = None) -> ColumnMap:
    """Find each role among the columns of a file; `mapping` (role to column) goes before the known names.

    Raises:
        DataError: a role without a column, with several, or a mapped column the file does not have.
    """
    return ColumnMap(**find_columns(names, ALIASES, mapping, required=REQUIRED_ROLES))
