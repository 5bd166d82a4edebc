"""Reading packed rule bits: is a rule true here, and where is the next row at which one could act."""

from typing import Any

import numpy as np

from runtime.domain.bars import Int64s
from runtime.domain.rules import Section
from runtime.engine.instructions import trailing_zeros
from runtime.portfolio.records import Record, Records
from stdlib.jit import inlined

FLAT, LONG, SHORT = 0, 1, 2  # rows of the table of watched rules


def watched_rules(
    rules: Records, alerts: int, pyramiding: int
) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """Return, for FLAT, LONG and SHORT, the rules that could do something there, padded with -1.

    A position watches its exits and the opposite entries (which turn it, or are counted as dropped), and the
    entries of its own side only where more than one is allowed. Alerts, which follow the rules, are watched
    always.
    """
    own_entries = (Section.ENTRY_LONG,) if pyramiding > 1 else ()
    own_shorts = (Section.ENTRY_SHORT,) if pyramiding > 1 else ()
    sections = (
        (Section.ENTRY_LONG, Section.ENTRY_SHORT),
        (Section.EXIT_LONG, Section.ENTRY_SHORT, *own_entries),
        (Section.EXIT_SHORT, Section.ENTRY_LONG, *own_shorts),
    )
    table = np.full((3, len(rules) + alerts), -1, np.int32)
    for held, wanted in enumerate(sections):
        found = [index for index, section in enumerate(rules["section"].tolist()) if section in wanted]
        found += range(len(rules), len(rules) + alerts)
        table[held, : len(found)] = found
    return table


@inlined
def is_true(bits: Any, rule: int, listing: Record, row: int) -> bool:
    """Return whether the rule is true at this row."""
    bit = row - listing.first_row
    word = bits[rule, listing.word_start + (bit >> 6)]
    return bool((word >> np.uint64(bit & 63)) & np.uint64(1))


@inlined
def first_true(bits: Any, rules: Records, section: int, listing: Record, row: int, after: int) -> int:
    """Return the first rule of the section, from `after` on, that is true at this row, -1 where none is."""
    for rule in range(after, len(rules)):
        if rules[rule].section == section and is_true(bits, rule, listing, row):
            return rule
    return -1


@inlined
def _any_watched(bits: Any, watched: Any, word: int) -> Any:
    union = np.uint64(0)
    for k in range(len(watched)):
        if watched[k] < 0:
            break
        union |= bits[watched[k], word]
    return union


@inlined
def next_true(bits: Any, watched: Int64s, listing: Record, row: int) -> int:
    """Return the first row from `row` on at which a watched rule is true, -1 where there is none."""
    if row >= listing.end_row:
        return -1
    bit = row - listing.first_row
    word = listing.word_start + (bit >> 6)
    last = listing.word_start + ((listing.end_row - 1 - listing.first_row) >> 6)
    union = _any_watched(bits, watched, word) >> np.uint64(bit & 63) << np.uint64(bit & 63)
    while union == 0:
        word += 1
        if word > last:
            return -1
        union = _any_watched(bits, watched, word)
    found = listing.first_row + ((word - listing.word_start) << 6) + trailing_zeros(union)
    return found if found < listing.end_row else -1


@inlined
def next_of_any(bits: Any, listing: Record, row: int) -> int:
    """Return the next row at which any rule is true, where this word or the next has it, else `row`."""
    bit = row - listing.first_row
    word = listing.word_start + (bit >> 6)
    last = listing.word_start + ((listing.end_row - 1 - listing.first_row) >> 6)
    place = np.uint64(bit & 63)
    union = np.uint64(0)
    for rule in range(len(bits)):
        union |= bits[rule, word]
    union = union >> place >> np.uint64(1) << place << np.uint64(1)
    if union == 0 and word < last:
        word += 1
        for rule in range(len(bits)):
            union |= bits[rule, word]
    if union == 0:
        return row
    found: int = listing.first_row + ((word - listing.word_start) << 6) + trailing_zeros(union)
    return found
