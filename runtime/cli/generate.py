"""`jtsc data generate`."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jtsc.errors import UserError
from runtime.cli.outputs import require_outputs
from runtime.cli.progress import progress
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.market_data.generator.market import GeneratedMarket
    from runtime.market_data.generator.market_file import Written


@click.command()
@click.option("--profile", default="krx", show_default=True, help="The venue whose rules hold.")
@click.option("--symbols", type=int, default=20, show_default=True, help="How many symbols.")
@click.option(
    "--timeframe", default="1m", show_default=True, metavar="SPAN", help="Length of a bar: 1m, 1h, 1d."
)
@click.option("--days", type=int, default=1, show_default=True, help="How many trading days (weekdays).")
@click.option(
    "--first-day",
    type=click.DateTime(["%Y-%m-%d", "%Y%m%d"]),
    default="2025-03-04",
    show_default=True,
    metavar="DATE",
    help="No bar is earlier.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same bytes.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The bars, as Parquet.")
@click.option("--quotes", is_flag=True, help="Also write quotes inside the bars, to OUT.quotes.parquet.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def generate(
    profile: str,
    symbols: int,
    timeframe: str,
    days: int,
    first_day: datetime,
    seed: int,
    out: Path,
    quotes: bool,
    as_json: bool,
) -> int:
    """Generate a market that keeps a venue's rules, to try strategies on.

    Bars of five minutes and less hold surges; OUT.surges.csv lists every bar at which
    price_change(5m) > 3% AND volume > avg_volume(20) * 2 AND spread < 0.5% becomes true.

    \b
    Examples:
      jtsc data generate --symbols 1800 --timeframe 1m --days 20 --seed 7 --out minutes.parquet
      jtsc data generate --symbols 20 --timeframe 1h --days 250 --out hours.parquet
    """
    outputs = {"--out": out, "the list of surges": out.with_name(f"{out.name}.surges.csv")}
    if quotes:
        outputs["--quotes"] = out.with_name(f"{out.name}.quotes.parquet")
    try:
        market = _market(profile, symbols, timeframe, days, first_day.date(), seed)
        require_outputs(outputs, {})
        written = _write(market, outputs)
    except RunError as error:
        raise UserError(error.message, error.hint) from None
    _show(written, list(outputs.values()), as_json=as_json)
    return 0


def _market(
    profile: str, symbols: int, timeframe: str, days: int, first_day: date, seed: int
) -> GeneratedMarket:
    from runtime.market_data.generator.market import generate_market
    from runtime.market_data.generator.profile import PROFILES
    from runtime.market_data.suggestion import suggest
    from runtime.market_data.timeframe import parse_timeframe

    if profile not in PROFILES:
        raise RunError(f"there is no profile '{profile}'", suggest(profile, PROFILES, "the profiles are"))
    return generate_market(
        PROFILES[profile],
        symbols=symbols,
        timeframe_ns=parse_timeframe(timeframe),
        days=days,
        seed=seed,
        first_day=first_day,
    )


def _write(market: GeneratedMarket, outputs: dict[str, Path]) -> Written:
    """Write the files, none of which takes its name before all are complete."""
    from runtime.backtest.report.whole_file import whole_file
    from runtime.market_data.generator.market_file import write_market

    with progress(market.block_count) as stage, ExitStack() as files:
        bars, surges, *quotes = [files.enter_context(whole_file(path)) for path in outputs.values()]
        return write_market(
            market,
            bars,
            surges,
            *quotes,
            on_block=lambda block: stage(f"{block.names[0]} to {block.names[-1]}"),
        )


def _show(written: Written, paths: list[Path], *, as_json: bool) -> None:
    if as_json:
        import json
        from dataclasses import asdict

        click.echo(json.dumps(asdict(written) | {"files": [str(path) for path in paths]}, ensure_ascii=False))
        return
    counts = {"bars": written.bars, "surges": written.surges, "quotes": written.quotes}
    for (what, count), path in zip(counts.items(), paths, strict=False):
        click.echo(f"{count:,} {what}: {path}")
