"""`jtsc data gaps`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jtsc.errors import UserError
from runtime.cli.data.options import json_option, split_list, store_option
from runtime.cli.dates import parse_end, parse_start
from runtime.cli.progress import progress
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.cli.data.gap_report import SeriesGaps
    from runtime.domain.bars import Int64s
    from runtime.storage.ports import StoredSpan


@click.command()
@click.argument("symbols", nargs=-1)
@click.option("--timeframe", metavar="SPAN", help="Only bars of this length (1m, 1d); all if not given.")
@click.option("--source", metavar="LIST", help="Only bars of these sources; all if not given.")
@click.option("--venue", help="Whose calendar: krx, us or crypto; told by each symbol if not given.")
@click.option("--from", "start", metavar="DATE", help="First day looked at.")
@click.option("--to", "end", metavar="DATE", help="Last day looked at, included.")
@click.option(
    "--min-bars",
    type=click.IntRange(min=1),
    metavar="N",
    help="Tell runs of at least so many; half an hour of bars if not given, and at least one.",
)
@store_option
@json_option
def gaps(
    symbols: tuple[str, ...],
    timeframe: str | None,
    source: str | None,
    venue: str | None,
    start: str | None,
    end: str | None,
    min_bars: int | None,
    store: Path | None,
    as_json: bool,
) -> int:
    """Find bars that the store lacks.

    Bars are expected whenever the venue trades, from the first to the last bar of each symbol and source. A
    minute in which nobody traded has no bar either: of bars shorter than half an hour only runs that fill
    half an hour are told one by one, the others are counted. Halts are bars. Exit code 1 if a run was told.

    \b
    Examples:
      jtsc data gaps
      jtsc data gaps 005930 000660 --timeframe 1m --from 2026-01-02
      jtsc data gaps --venue us --json
    """
    from runtime.app import open_store
    from runtime.cli.data.gap_report import print_gaps, to_json
    from runtime.market_data.timeframe import parse_timeframe
    from runtime.storage.stored_times import choose_spans, read_times

    found: list[SeriesGaps] = []
    try:
        since_ns, until_ns = parse_start(start) if start else None, parse_end(end) if end else None
        with open_store(store) as opened:
            spans = choose_spans(
                opened.bars.contents(),
                symbols=[name for listed in symbols for name in split_list(listed)],
                timeframe_ns=parse_timeframe(timeframe) if timeframe else None,
                sources=split_list(source),
            )
            with progress(len(spans)) as stage:
                for span, ts_open in read_times(opened.bars, spans):
                    stage(f"{span.timeframe} bars of {span.symbol} from {span.source}")
                    found.append(_gaps_of(span, ts_open, venue, since_ns, until_ns, min_bars))
    except RunError as error:
        raise UserError(error.message, error.hint) from None
    if as_json:
        click.echo(json.dumps(to_json(found), ensure_ascii=False, indent=1))
    else:
        print_gaps(found, told_venue=venue is not None)
    return 1 if _any_told(found) else 0


def _gaps_of(
    span: StoredSpan,
    ts_open: Int64s,
    venue: str | None,
    since_ns: int | None,
    until_ns: int | None,
    min_bars: int | None,
) -> SeriesGaps:
    from runtime.cli.data.gap_report import SeriesGaps
    from runtime.market_data.calendars.venues import likely_venue, venue_calendar
    from runtime.market_data.gaps import find_gaps, least_worth_telling
    from runtime.market_data.timeframe import parse_timeframe

    timeframe_ns = parse_timeframe(span.timeframe)
    calendar = venue_calendar(venue or likely_venue([span.symbol]))
    everything = find_gaps(ts_open, timeframe_ns, calendar, since_ns=since_ns, until_ns=until_ns)
    least = min_bars or least_worth_telling(timeframe_ns)
    return SeriesGaps(span, calendar.name, everything, least)


def _any_told(found: Sequence[SeriesGaps]) -> bool:
    return any(len(each.told.bars) for each in found)
