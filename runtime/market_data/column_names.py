"""Finding the columns of a file by the names that traders give them."""

from collections.abc import Iterable, Mapping, Sequence
from unicodedata import normalize

from runtime.market_data.errors import DataError
from runtime.market_data.suggestion import suggest

# For each role the names it goes by, folded (see `_fold`), in groups; the first group that matches wins.
Aliases = Mapping[str, Sequence[Sequence[str]]]


def find_columns(
    names: Sequence[str],
    aliases: Aliases,
    mapping: Mapping[str, str] | None = None,
    *,
    required: Iterable[str],
) -> dict[str, str]:
    """Return the file's name for each role it has; `mapping` (role to column) goes before the known names.

    Raises:
        DataError: a required role without a column, one with several, or a mapped column the file does not
            have.
    """
    chosen = {role: _find_mapped(column, names) for role, column in (mapping or {}).items()}
    free = [name for name in names if name not in chosen.values()]
    for role, groups in aliases.items():
        if role not in chosen and (name := _find_alias(role, groups, free)) is not None:
            chosen[role] = name
    if missing := [role for role in required if role not in chosen]:
        raise DataError(
            f"no column for {', '.join(missing)}: the file has {', '.join(names)}",
            f"name it with --columns {missing[0]}=COLUMN",
        )
    return chosen


def _find_mapped(column: str, names: Sequence[str]) -> str:
    same = [name for name in names if name == column] or [n for n in names if _fold(n) == _fold(column)]
    if not same:
        raise DataError(f"the file has no column '{column}'", suggest(column, names))
    return same[0]


def _find_alias(role: str, groups: Sequence[Sequence[str]], names: Sequence[str]) -> str | None:
    matches = ([name for name in names if _fold(name) in group] for group in groups)
    found = next(filter(None, matches), [])
    if len(found) > 1:
        listed = " and ".join(f"'{name}'" for name in found)
        raise DataError(f"{listed} could each be the {role}", f"choose with --columns {role}={found[0]}")
    return found[0] if found else None


def _fold(name: str) -> str:
    """Return the name without case, spaces and underscores, in NFC (a Mac writes Korean decomposed)."""
    return normalize("NFC", name).casefold().replace("_", "").replace(" ", "")
