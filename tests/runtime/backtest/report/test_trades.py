"""The trades file, read back."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from runtime.backtest.report.errors import ReportError
from runtime.backtest.report.trades import write_trades


@pytest.fixture(scope="module")
def run_and_rows(make_run, tmp_path_factory):
    run = make_run(length=290)  # the last trade of each symbol is still open
    path = tmp_path_factory.mktemp("trades") / "거래.parquet"
    write_trades(path, run.outcome, run.bars, run.grid)
    return run, pq.read_table(path)


def test_a_row_a_trade_in_the_units_of_people(run_and_rows):
    run, table = run_and_rows
    first = table.slice(0, 1).to_pylist()[0]
    entry, exit_ = run.bars.open[5], run.bars.open[15]
    assert table.num_rows == len(run.outcome.trades)
    assert first["symbol"] == "005930"
    assert first["side"] == "long"
    assert (first["entry_price"], first["exit_price"], first["quantity"]) == (entry, exit_, 10.0)
    assert first["profit"] == (exit_ - entry) * 10 - 5
    assert first["return"] == pytest.approx(first["profit"] / (entry * 10))
    assert (first["commission"], first["tax"], first["bars_held"]) == (4.0, 1.0, 10)
    assert (first["reason"], first["is_open"]) == ("trailing stop", False)


def test_times_are_nanoseconds_utc(run_and_rows):
    run, table = run_and_rows
    assert table.schema.field("entry_time").type == pa.timestamp("ns", tz="UTC")
    times = table["exit_time"].cast(pa.int64()).to_numpy()
    assert np.array_equal(times, run.bars.ts_open[run.outcome.trades["exit_row"]])


def test_open_trades_are_marked_and_have_no_reason(run_and_rows):
    _, table = run_and_rows
    still_open = [row for row in table.to_pylist() if row["is_open"]]
    assert len(still_open) == 2
    assert {row["reason"] for row in still_open} == {""}


def test_a_path_that_cannot_be_written_is_one_message(make_run, tmp_path):
    run = make_run(length=40)
    with pytest.raises(ReportError, match="cannot write"):
        write_trades(tmp_path / "missing" / "t.parquet", run.outcome, run.bars, run.grid)
