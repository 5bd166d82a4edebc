"""`make demo`: three strategies over thirteen years of real daily bars, one table, one report each.

The bars are those of the package bokeh-sampledata, 2000-03-01 to 2013-03-01, in dollars.
"""

import csv
import gzip
import json
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "reports"
STRATEGIES = ("sma_crossover", "rsi_reversion", "donchian_breakout")
SYMBOLS = frozenset(("AAPL", "GOOG", "IBM", "MSFT"))
OPTIONS = ("--cash", "100_000", "--currency", "USD", "--costs", "buy=0.05%,sell=0.05%")
FIGURES = (
    ("Return", "total_return", "+.1%"),
    ("CAGR", "cagr", "+.2%"),
    ("Sharpe", "sharpe", ".2f"),
    ("Max\nDD", "max_drawdown", ".1%"),
    ("Trades", "trades", ","),
    ("Win\nrate", "win_rate", ".1%"),
    ("Profit\nfactor", "profit_factor", ".2f"),
    ("Buy and\nhold", "buy_and_hold", "+,.0%"),
)
PRICES = ("Open", "High", "Low", "Close")


def main() -> int:
    """Run the demo; return the exit code of the first command that fails."""
    console = Console(highlight=False)
    REPORTS.mkdir(exist_ok=True)
    bars = write_adjusted_bars(REPORTS / "bars.csv")
    console.print("The first run compiles the engine, some 20 seconds; later ones are quick.\n")
    results = []
    for name in STRATEGIES:
        command = backtest_command(name, bars)
        console.print(f"$ jtsc {' '.join(command)}", soft_wrap=True)
        began = time.perf_counter()
        done = subprocess.run([jtsc(), *command, "--json"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            return done.returncode
        results.append((json.loads(done.stdout), time.perf_counter() - began))
    console.print()
    console.print(table_of(results))
    console.print(data_line(results[0][0]))
    console.print("Reports: " + " ".join(f"reports/{name}.html" for name in STRATEGIES), soft_wrap=True)
    return 0


def write_adjusted_bars(path: Path) -> Path:
    """Write the package's bars with all four prices scaled as its adjusted close is: splits are no losses."""
    package = find_spec("bokeh_sampledata")
    if package is None or package.origin is None:
        sys.exit('error: the demo needs bokeh-sampledata\n  = help: run pip install "jts[demo]"')
    source = Path(package.origin).parent / "_data" / "stocks.csv.gz"
    with gzip.open(source, "rt", newline="") as stocks, path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("date", "symbol", "open", "high", "low", "close", "volume"))
        for row in csv.DictReader(stocks):
            if row["Ticker"] not in SYMBOLS:
                continue
            factor = float(row["Adj Close"]) / float(row["Close"])
            prices = (f"{float(row[name]) * factor:.4f}" for name in PRICES)
            writer.writerow((row["Date"], row["Ticker"], *prices, row["Volume"]))
    return path


def jtsc() -> str:
    """Return the command beside this Python, as it was installed."""
    return str(Path(sys.executable).with_name("jtsc"))


def backtest_command(name: str, bars: Path) -> list[str]:
    """Return the arguments of `jtsc` that backtest a strategy of the repository."""
    files = ("--data", str(bars.relative_to(ROOT)), "--report", f"reports/{name}.html")
    return ["backtest", f"strategies/{name}.jts", *files, *OPTIONS]


def table_of(results: list[tuple[dict[str, Any], float]]) -> Table:
    """Return one row a strategy; undefined figures are a dash."""
    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("Strategy", no_wrap=True)
    for label in (*(label for label, _, _ in FIGURES), "Time"):
        table.add_column(label, justify="right")
    for found, seconds in results:
        figures = ("–" if found[key] is None else format(found[key], form) for _, key, form in FIGURES)
        table.add_row(found["strategy"], *figures, f"{seconds:.1f} s")
    return table


def data_line(found: dict[str, Any]) -> str:
    """Say what was traded, and which rows of the data were kept out."""
    kept_out = ", ".join(f"{count:,} {reason}" for reason, count in found["rejected_rows"].items())
    return f"\n{found['bars']:,} bars of {found['symbols']} symbols; rows kept out: {kept_out or 'none'}"


if __name__ == "__main__":
    sys.exit(main())
