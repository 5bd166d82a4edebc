"""Options that several `data` commands share."""

from pathlib import Path

import click

store_option = click.option(
    "--store", type=click.Path(path_type=Path), metavar="FOLDER", help="Another store than this user's own."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def split_list(text: str | None) -> tuple[str, ...]:
    """Return the names of a list written with commas."""
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())
