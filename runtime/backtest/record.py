"""Every run goes into the trial ledger."""

from runtime.backtest.report.json_object import to_json
from runtime.backtest.report.summary import RunSummary
from runtime.clock import Clock
from runtime.storage.run_ledger import RunLedger, RunRecord


def record_run(ledger: RunLedger, summary: RunSummary, clock: Clock) -> int:
    """Append a run to the ledger; return its number."""
    told = to_json(summary)
    return ledger.append(
        RunRecord(
            ts_ns=clock.now_ns(),
            strategy=summary.strategy,
            source=summary.source,
            manifest=told["manifest"],
            parameters=told["manifest"]["parameters"],
            metrics={name: told[name] for name in summary.metrics},
        )
    )
