"""The files a backtest leaves: `--report`, `--trades`, `--surges` and `--alerts`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.backtest.run import Backtest


def require_outputs(outputs: Mapping[str, Path], inputs: Mapping[str, Path]) -> None:
    """Refuse, before a run, files that could not be written or that would destroy another one of the run.

    Args:
        outputs: path by option; `inputs` likewise, what the run reads.

    Raises:
        RunError: says which option, and why.
    """
    from runtime.backtest.report.whole_file import require_writable

    taken = {path.resolve(): name for name, path in inputs.items()}
    for option, path in outputs.items():
        require_writable(path)
        other = taken.setdefault(path.resolve(), option)
        if other != option:
            raise RunError(f"{option} {path} would overwrite {other}", f"name another file for {option}")


def write_outputs(done: Backtest, outputs: Mapping[str, Path]) -> None:
    """Write the files asked for.

    Raises:
        RunError: one cannot be written.
    """
    if report := outputs.get("--report"):
        from runtime.backtest.report.html import write_html

        write_html(report, done.summary, done.outcome, done.bars, done.timeline, done.grid)
    if trades := outputs.get("--trades"):
        from runtime.backtest.report.trades import write_trades

        write_trades(trades, done.outcome, done.bars, done.grid)
    if (surges := outputs.get("--surges")) and done.surges is not None:
        from runtime.backtest.report.surges import write_surges

        write_surges(surges, done.surges)
    if alerts := outputs.get("--alerts"):
        from runtime.backtest.report.alerts import write_alerts

        write_alerts(alerts, done.summary.notifications or ())
