"""The notifications of a run as a Parquet file."""

from collections.abc import Sequence
from pathlib import Path

from runtime.backtest.notifications import Notification
from runtime.backtest.report.whole_file import whole_file


def write_alerts(path: Path, notifications: Sequence[Notification]) -> None:
    """Write one row a notification: time (nanoseconds UTC), symbol and text.

    Raises:
        ReportError: the file cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "timestamp": pa.array([each.ts for each in notifications], pa.timestamp("ns", tz="UTC")),
            "symbol": pa.array([each.symbol for each in notifications], pa.string()),
            "text": pa.array([each.text for each in notifications], pa.string()),
        }
    )
    with whole_file(path) as file:
        pq.write_table(table, file)
