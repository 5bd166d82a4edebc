"""What is missing in the store, as a table or as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click

from runtime.domain.bars import DAY_NS, NANOSECONDS_PER_SECOND
from runtime.market_data.gaps import Gaps
from runtime.market_data.timeframe import parse_timeframe
from runtime.storage.ports import StoredSpan


@dataclass(frozen=True, slots=True)
class SeriesGaps:
    """All that one series lacks by a venue's calendar; runs of fewer than `least` bars are only counted."""

    span: StoredSpan
    venue: str
    gaps: Gaps
    least: int

    @property
    def told(self) -> Gaps:
        """Return the runs that are told one by one."""
        return self.gaps.select(self.gaps.bars >= self.least)

    @property
    def missing(self) -> int:
        """Return how many bars are missing in all runs."""
        return int(self.gaps.bars.sum())

    @property
    def in_short_runs(self) -> int:
        """Return how many bars are missing in runs too short to be told."""
        return self.missing - int(self.told.bars.sum())


def to_json(found: Sequence[SeriesGaps]) -> dict[str, Any]:
    """Return every run told, and the counts of every series; times are nanoseconds UTC, `to_ns` exclusive."""
    return {
        "gaps": [
            {**_names(each), "from_ns": start, "to_ns": end, "bars": bars, "days": days}
            for each in found
            for start, end, bars, days in _runs(each.told)
        ],
        "series": [
            {
                **_names(each),
                "venue": each.venue,
                "expected": each.gaps.expected,
                "missing": each.missing,
                "missing_days": int(each.gaps.days.sum()),
                "min_bars": each.least,
                "in_shorter_runs": each.in_short_runs,
                "outside_sessions": each.gaps.outside,
            }
            for each in found
        ],
    }


def print_gaps(found: Sequence[SeriesGaps], *, told_venue: bool) -> None:
    """Print a line for each run told, then what there is in all."""
    if any(len(each.told.bars) for each in found):
        _print_table(found)
        click.echo()
    expected = sum(each.gaps.expected for each in found)
    missing = sum(each.missing for each in found)
    days = sum(int(each.gaps.days.sum()) for each in found)
    noun = "trading day" if days == 1 else "trading days"
    click.echo(f"{missing:,} of {expected:,} bars missing, {days:,} whole {noun} among them")
    if short := sum(each.in_short_runs for each in found):
        click.echo(f"  {short:,} of them in runs too short to be told: --min-bars 1 tells all")
    if outside := sum(each.gaps.outside for each in found):
        click.echo(f"  {outside:,} bars open outside every session of the calendar")
    if not told_venue:
        venues = sorted({each.venue for each in found})
        click.echo(f"  sessions and days are those of {' and '.join(venues)}: --venue names another")


def _print_table(found: Sequence[SeriesGaps]) -> None:
    rows: list[tuple[str, ...]] = [
        ("symbol", "source", "timeframe", "from (UTC)", "to (UTC)", "bars", "days")
    ]
    for each in found:
        by_day = parse_timeframe(each.span.timeframe) >= DAY_NS
        for start, end, bars, days in _runs(each.told):
            times = (_day(start), _day(end - 1)) if by_day else (_minute(start), _minute(end))
            rows.append((*_names(each).values(), *times, f"{bars:,}", f"{days:,}"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:  # thousands of lines: too many for a table of rich
        left = (text.ljust(width) for text, width in zip(row[:5], widths, strict=False))
        right = (text.rjust(width) for text, width in zip(row[5:], widths[5:], strict=True))
        click.echo("  ".join((*left, *right)))


def _names(each: SeriesGaps) -> dict[str, str]:
    return {"symbol": each.span.symbol, "source": each.span.source, "timeframe": each.span.timeframe}


def _runs(gaps: Gaps) -> list[tuple[int, ...]]:
    columns = (gaps.start_ns, gaps.end_ns, gaps.bars, gaps.days)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _day(ns: int) -> str:
    return f"{_moment(ns):%Y-%m-%d}"


def _minute(ns: int) -> str:
    return f"{_moment(ns):%Y-%m-%d %H:%M}"


def _moment(ns: int) -> datetime:
    return datetime.fromtimestamp(ns // NANOSECONDS_PER_SECOND, UTC)
