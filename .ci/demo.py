"""`make demo`: five strategies, one table, one report each.

Three trade thirteen years of real daily bars in dollars, those of the package bokeh-sampledata. Two need bars
that nobody may give away, so they trade a generated Korean market: a year of hours, and a day of minutes with
quotes for 1,800 symbols.
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
SYMBOLS = frozenset(("AAPL", "GOOG", "IBM", "MSFT"))
DOLLARS = ("--cash", "100_000", "--currency", "USD", "--costs", "buy=0.05%,sell=0.05%")
WON = ("--cash", "1_000_000_000", "--currency", "KRW", "--costs", "krx", "--venue", "krx")
RUNS = (
    ("sma_crossover", "bars.csv", DOLLARS),
    ("rsi_reversion", "bars.csv", DOLLARS),
    ("donchian_breakout", "bars.csv", DOLLARS),
    ("multi_timeframe_momentum", "hours.parquet", WON),
    ("unified_surge_scanner", "minutes.parquet", WON),
)
GENERATED = {
    "hours.parquet": ("--symbols", "20", "--timeframe", "1h", "--days", "250"),
    "minutes.parquet": ("--symbols", "1800", "--timeframe", "1m", "--days", "1"),
}
FIGURES = (
    ("Return", "total_return", "+.1%"),
    ("CAGR", "cagr", "+.2%"),
    ("Sharpe", "sharpe", ".2f"),
    ("Max\nDD", "max_drawdown", ".1%"),
    ("Fills", "fills", ",.0f"),
    ("Win\nrate", "win_rate", ".1%"),
    ("Profit\nfactor", "profit_factor", ".2f"),
)
PRICES = ("Open", "High", "Low", "Close")


def main() -> int:
    """Run the demo; return the exit code of the first command that fails."""
    console = Console(highlight=False)
    REPORTS.mkdir(exist_ok=True)
    write_adjusted_bars(REPORTS / "bars.csv")
    console.print("The first run compiles the engine, some 50 seconds; later ones are quick.\n")
    results = []
    for name, data, options in RUNS:
        if data in GENERATED and not (REPORTS / data).exists():
            run(console, "data", "generate", *GENERATED[data], "--seed", "7", "--out", f"reports/{data}")
        files = ("--data", f"reports/{data}", "--report", f"reports/{name}.html")
        began = time.perf_counter()
        told = run(console, "backtest", f"strategies/{name}.jts", *files, *options, "--json")
        results.append((json.loads(told), time.perf_counter() - began))
    console.print()
    console.print(table_of(results))
    console.print()
    for data in dict.fromkeys(data for _, data, _ in RUNS):
        found = next(found for (_, of, _), (found, _) in zip(RUNS, results, strict=True) if of == data)
        console.print(f"reports/{data}: {data_line(found)}")
    console.print("Reports: " + " ".join(f"reports/{name}.html" for name, _, _ in RUNS), soft_wrap=True)
    return 0


def run(console: Console, *arguments: str) -> str:
    """Run `jtsc` as a user would, and return what it prints; the demo ends where it fails."""
    console.print(
        f"$ jtsc {' '.join(argument for argument in arguments if argument != '--json')}", soft_wrap=True
    )
    command = str(Path(sys.executable).with_name("jtsc"))
    done = subprocess.run([command, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


def write_adjusted_bars(path: Path) -> None:
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
    return f"{found['bars']:,} bars of {found['symbols']} symbols; rows kept out: {kept_out or 'none'}"


if __name__ == "__main__":
    sys.exit(main())
