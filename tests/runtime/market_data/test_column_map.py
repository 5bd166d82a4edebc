from unicodedata import normalize

import pytest

from runtime.market_data.column_map import BARS as FILE_OF_BARS
from runtime.market_data.column_map import QUOTES, ColumnMap, map_columns, parse_columns
from runtime.market_data.errors import DataError

BARS = ["open", "high", "low", "close", "volume"]


def bars(*names: str) -> dict[str, str]:
    return dict(zip((*BARS, "bid", "ask"), names, strict=False))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            ["timestamp", "symbol", "open", "high", "low", "close", "volume", "amount"],
            ColumnMap("timestamp", "symbol", bars(*BARS) | {"amount": "amount"}),
        ),
        (
            ["Date", "Open", "High", "Low", "Close", "Adj Close", "Volume"],
            ColumnMap("Date", None, bars("Open", "High", "Low", "Close", "Volume")),
        ),
        (
            ["일자", "종목코드", "시가", "고가", "저가", "현재가", "거래량", "거래대금"],
            ColumnMap(
                "일자",
                "종목코드",
                bars("시가", "고가", "저가", "현재가", "거래량") | {"amount": "거래대금"},
            ),
        ),
        (
            ["Open time", "TICKER", "o", "h", "l", "c", "v", "bid_price", "ask_price"],
            ColumnMap("Open time", "TICKER", bars("o", "h", "l", "c", "v", "bid_price", "ask_price")),
        ),
        # an index without a name, as pandas writes it
        (["", *BARS], ColumnMap("", None, bars(*BARS))),
    ],
)
def test_names_that_traders_meet(names: list[str], expected: ColumnMap) -> None:
    assert map_columns(names) == expected


def test_decomposed_korean_is_the_same_name() -> None:
    names = [normalize("NFD", name) for name in ("날짜", "시가", "고가", "저가", "종가", "거래량")]
    assert map_columns(names).numbers["close"] == names[4]


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        (["timestamp", "symbol", "last", "bid", "ask", "size"], ["last", "size", "bid", "ask"]),
        (["time", "price", "qty"], ["price", "qty"]),
        (
            ["체결시간", "종목코드", "체결가", "체결량", "매수호가", "매도호가"],
            ["체결가", "체결량", "매수호가", "매도호가"],
        ),
    ],
)
def test_columns_of_quotes(names: list[str], numbers: list[str]) -> None:
    found = map_columns(names, layout=QUOTES).numbers
    assert list(found) == ["last", "size", "bid", "ask"][: len(numbers)]
    assert list(found.values()) == numbers


def test_a_role_of_another_kind_of_file_is_refused() -> None:
    with pytest.raises(DataError, match="'close' is no role of a column"):
        parse_columns("close=price", QUOTES.aliases)


def test_own_name_goes_before_an_alias() -> None:
    assert (
        map_columns(["date", "timestamp", "open", "high", "low", "close", "volume"]).timestamp == "timestamp"
    )


def test_mapping_goes_before_names() -> None:
    names = ["date", "time", "open", "high", "low", "close", "adj_close", "volume"]
    found = map_columns(names, parse_columns("close=adj_close, timestamp=DATE", FILE_OF_BARS.aliases))
    assert (found.numbers["close"], found.timestamp) == ("adj_close", "date")


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
        parse_columns(text, FILE_OF_BARS.aliases)
    assert caught.value.message == message
