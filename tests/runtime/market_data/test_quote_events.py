"""Moments of a stream and its bars, against the generator's own bars and a plain reading of a real stream."""

import gzip
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from runtime.domain.bars import Bars
from runtime.market_data.bar_file import read_bars
from runtime.market_data.calendars.venues import venue_calendar
from runtime.market_data.generator.market import generate_market
from runtime.market_data.generator.market_file import write_market
from runtime.market_data.generator.profile import KRX
from runtime.market_data.quote_events import bars_of_quotes, quote_events
from runtime.market_data.quote_file import read_quotes

SECOND_NS = 1_000_000_000
MINUTE_NS = 60 * SECOND_NS
FOREVER = 2**62


def ns(text: str) -> int:
    return int(np.datetime64(text, "ns").astype(np.int64))


def stream(tmp_path: Path, *rows: str) -> Bars:
    path = tmp_path / "quotes.csv"
    path.write_text("\n".join(("timestamp,symbol,last,size,bid,ask", *rows)), "utf-8")
    return read_quotes(path).bars


def test_rows_of_one_moment_are_one_event(tmp_path: Path) -> None:
    quotes = stream(
        tmp_path,
        "2025-03-04 00:00:01,A,90,0,89,91",  # an older price: traded is from 100 to 98
        "2025-03-04 00:00:01,A,100,3,99,101",
        "2025-03-04 00:00:01,A,98,2,97,99",
        "2025-03-04 00:00:02,A,98,0,96,99",
    )
    events = quote_events(quotes, venue_calendar("krx")).bars
    assert events.rows == 2
    prices = (events.open, events.high, events.low, events.close, events.volume)
    assert [column.tolist() for column in prices] == [[100, 98], [100, 98], [98, 98], [98, 98], [5, 0]]
    assert events.bid is not None
    assert events.bid.tolist() == [97, 96]


def test_a_print_at_the_end_of_a_session_belongs_to_it(tmp_path: Path) -> None:
    rows = ("2025-03-03 23:59:59", "2025-03-04 00:00:00", "2025-03-04 06:30:00", "2025-03-04 06:30:00.001")
    quotes = stream(tmp_path, *(f"{time},A,100,1,99,101" for time in rows))
    found = quote_events(quotes, venue_calendar("krx"))
    assert (found.outside, found.bars.rows) == (2, 2)
    bars = bars_of_quotes(found.bars, 60 * MINUTE_NS, venue_calendar("krx"), FOREVER).bars
    assert bars.ts_close.tolist() == [ns("2025-03-04T01:00"), ns("2025-03-04T06:30")]


def test_midnight_begins_a_day_where_sessions_follow_each_other(tmp_path: Path) -> None:
    quotes = stream(tmp_path, "2025-03-04 00:00:00,A,100,1,99,101", "2025-03-04 00:00:30,A,90,1,89,91")
    events = quote_events(quotes, venue_calendar("crypto")).bars
    bars = bars_of_quotes(events, MINUTE_NS, venue_calendar("crypto"), FOREVER).bars
    assert (bars.rows, bars.open[0], bars.close[0]) == (1, 100, 90)


def test_a_bar_ends_when_time_has_passed_it(tmp_path: Path) -> None:
    rows = ("00:00:10", "00:00:50", "00:01:00", "00:03:20")
    quotes = stream(tmp_path, *(f"2025-03-04 {time},A,100,1,99,101" for time in rows))
    calendar = venue_calendar("crypto")
    events = quote_events(quotes, calendar).bars
    until_last = bars_of_quotes(events, MINUTE_NS, calendar, int(events.ts_close[-1]))
    assert until_last.bars.ts_close.tolist() == [ns("2025-03-04T00:01"), ns("2025-03-04T00:02")]
    assert until_last.seen.tolist() == [0, 0, 1, 2]
    assert bars_of_quotes(events, MINUTE_NS, calendar, ns("2025-03-04T00:04")).bars.rows == 3


def test_quotes_without_a_trade_make_no_bar_and_move_no_price(tmp_path: Path) -> None:
    quotes = stream(
        tmp_path,
        "2025-03-04 00:00:10,A,100,1,99,101",
        "2025-03-04 00:00:20,A,120,0,119,121",
        "2025-03-04 00:01:20,A,100,0,98,100",
        "2025-03-04 00:02:20,A,101,1,100,102",
    )
    calendar = venue_calendar("crypto")
    bars = bars_of_quotes(quote_events(quotes, calendar).bars, MINUTE_NS, calendar, FOREVER).bars
    assert (bars.ts_close // MINUTE_NS % 60).tolist() == [1, 3]
    assert (bars.high[0], bars.close[0]) == (100, 100)
    assert bars.bid is not None
    assert bars.bid.tolist() == [119, 100]  # the last there was


def test_generated_quotes_make_up_the_generated_bars(tmp_path: Path) -> None:
    market = generate_market(
        KRX, symbols=40, timeframe_ns=MINUTE_NS, days=2, seed=5, first_day=date(2025, 3, 4)
    )
    path, quotes = tmp_path / "bars.parquet", tmp_path / "quotes.parquet"
    with path.open("wb") as bars_file, quotes.open("wb") as quotes_file:
        write_market(market, bars_file, io.BytesIO(), quotes_file)
    wanted, calendar = read_bars(path).bars, venue_calendar("krx")
    events = quote_events(read_quotes(quotes).bars, calendar).bars
    built = bars_of_quotes(events, MINUTE_NS, calendar, FOREVER).bars
    traded = ~wanted.halted
    kept = np.isin(wanted.symbols, built.symbols)[np.repeat(np.arange(40), np.diff(wanted.starts))]
    for name in ("ts_open", "open", "high", "low", "close", "volume"):
        np.testing.assert_array_equal(getattr(built, name), getattr(wanted, name)[traded & kept], name)


def binance_rows(shared: Path) -> Iterator[tuple[int, float, float, float, float]]:
    """Yield the real stream as (time, price, size, bid, ask), with a size of 0 where only a quote moved."""
    price = bid = ask = float("nan")
    for day in ("08", "09"):
        with gzip.open(shared / "data" / "streams" / f"spot_btcusdt_202408{day}.gz", "rt") as file:
            for line in file:
                time, _, message = line.partition(" ")
                told = json.loads(message)
                data = told.get("data", {})
                if told.get("stream") == "btcusdt@bookTicker":
                    bid, ask = float(data["b"]), float(data["a"])
                    if price == price:
                        yield int(time), price, 0.0, bid, ask
                elif told.get("stream") == "btcusdt@trade":
                    price = float(data["p"])
                    yield int(time), price, float(data["q"]), bid, ask


def test_bars_of_a_real_stream_equal_a_plain_reading(shared: Path, tmp_path: Path) -> None:
    rows = list(binance_rows(shared))
    path = tmp_path / "btc.csv"
    lines = [f"{time},BTCUSDT,{price},{size},{bid},{ask}" for time, price, size, bid, ask in rows]
    path.write_text("\n".join(("timestamp,symbol,last,size,bid,ask", *lines)), "utf-8")
    calendar = venue_calendar("crypto")
    events = quote_events(read_quotes(path).bars, calendar).bars
    built = bars_of_quotes(events, 10 * SECOND_NS, calendar, FOREVER).bars
    plain: dict[int, list[float]] = {}
    for time, price, size, _, _ in rows:
        if size:
            begin = time // (10 * SECOND_NS) * 10 * SECOND_NS
            bar = plain.setdefault(begin, [price, price, price, price, 0.0])
            bar[1:] = [max(bar[1], price), min(bar[2], price), price, bar[4] + size]
    assert len(plain) > 60
    assert built.ts_open.tolist() == list(plain)
    for place, name in enumerate(("open", "high", "low", "close")):
        assert getattr(built, name).tolist() == [bar[place] for bar in plain.values()], name
    assert built.volume == pytest.approx([bar[4] for bar in plain.values()], rel=1e-12)
