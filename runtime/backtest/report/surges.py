"""The detected surges of a run as a Parquet file."""

from pathlib import Path

from runtime.backtest.report.whole_file import whole_file
from runtime.domain.surges import Surges


def write_surges(path: Path, surges: Surges) -> None:
    """Write one row a surge, with the columns of the store's `surge_events`; times in nanoseconds UTC.

    Raises:
        ReportError: the file cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "timestamp": pa.array(surges.ts, pa.timestamp("ns", tz="UTC")),
            "symbol": pa.array([surges.symbols[index] for index in surges.symbol.tolist()], pa.string()),
            "surge_percent": surges.percent,
            "volume_ratio": surges.volume_ratio,
            "detection_latency_ms": surges.latency_ms,
            "broker": pa.array([surges.accounts[index] for index in surges.account.tolist()], pa.string()),
        }
    )
    with whole_file(path) as file:
        pq.write_table(table, file)
