from unicodedata import normalize

import pytest

from runtime.market_data.column_map import ColumnMap, map_columns, parse_columns
from runtime.market_data.errors import DataError

BARS = ["open", "high", "low", "close", "volume"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            ["timestamp", "symbol", "open", "high", "low", "close", "volume", "amount"],
            ColumnMap("timestamp", "open", "high", "low", "close", "volume", "symbol", amount="amount"),
        ),
        (
            ["Date", "Open", "High", "Low", "Close", "Adj Close", "Volume"],
            ColumnMap("Date", "Open", "High", "Low", "Close", "Volume"),
        ),
        (
            ["일자", "종목코드", "시가", "고가", "저가", "현재가", "거래량", "거래대금"],
            ColumnMap("일자", "시가", "고가", "저가", "현재가", "거래량", "종목코드", amount="거래대금"),
        ),
        (
            ["Open time", "TICKER", "o", "h", "l", "c", "v", "bid_price", "ask_price"],
            ColumnMap("Open time", "o", "h", "l", "c", "v", "TICKER", "bid_price", "ask_price"),
        ),
        # an index without a name, as pandas writes it
        (["", *BARS], ColumnMap("", *BARS)),
    ],
)
def test_names_that_traders_meet(names: list[str], expected: ColumnMap) -> None:
    assert map_columns(names) == expected


def test_decomposed_korean_is_the_same_name() -> None:
    names = [normalize("NFD", name) for name in ("날짜", "시가", "고가", "저가", "종가", "거래량")]
    assert map_columns(names).close == names[4]


def test_own_name_goes_before_an_alias() -> None:
    assert (
        map_columns(["date", "timestamp", "open", "high", "low", "close", "volume"]).timestamp == "timestamp"
    )


def test_mapping_goes_before_names() -> None:
    names = ["date", "time", "open", "high", "low", "close", "adj_close", "volume"]
    found = map_columns(names, parse_columns("close=adj_close, timestamp=DATE"))
    assert (found.close, found.timestamp) == ("adj_close", "date")


@pytest.mark.parametrize(
    ("names", "mapping", "message", "hint"),
    [
        (
            ["date", "open", "close"],
            None,
            "no column for high, low, volume: the file has date, open, close",
            "name it with --columns high=COLUMN",
        ),
        (
            ["date", "time", "open", "high", "low", "close", "volume"],
            None,
            "'date' and 'time' could each be the timestamp",
            "choose with --columns timestamp=date",
        ),
        (
            ["date", "open", "high", "low", "close", "adj_close", "volume"],
            {"close": "adj_clos"},
            "the file has no column 'adj_clos'",
            "did you mean 'adj_close'?",
        ),
    ],
)
def test_columns_that_cannot_be_found(
    names: list[str], mapping: dict[str, str] | None, message: str, hint: str
) -> None:
    with pytest.raises(DataError) as caught:
        map_columns(names, mapping)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("close", "'close' does not name a column"),
        ("close=", "'close=' does not name a column"),
        ("colour=x", "'colour' is no role of a column"),
    ],
)
def test_columns_option_that_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_columns(text)
    assert caught.value.message == message
