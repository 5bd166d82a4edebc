"""`--from` and `--to`."""

from datetime import UTC, datetime

import pytest

from runtime.cli.dates import parse_end, parse_start
from runtime.domain.errors import RunError


def nanoseconds(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 10**9  # type: ignore[misc]


def test_a_date_is_its_whole_day() -> None:
    assert parse_start("2020-02-29") == nanoseconds(2020, 2, 29)
    assert parse_end("2020-02-29") == nanoseconds(2020, 3, 1)


def test_a_moment_is_itself() -> None:
    assert parse_start("2020-01-02T09:00") == parse_end("2020-01-02 09:00") == nanoseconds(2020, 1, 2, 9)


@pytest.mark.parametrize("text", ["2021-02-29", "2020-13-01", "yesterday", "", "20201301"])
def test_impossible_dates_are_refused(text: str) -> None:
    with pytest.raises(RunError, match="is not a date"):
        parse_start(text)
