"""Numbers as they are written elsewhere: `.5`, `5min`, `20일`, `1h30m`, `1e6`, `100만원`."""

import re

from jtsc.diagnostics import Diagnostic, Edit, Fix, phrase
from jtsc.syntax.literals import DURATION_NS
from jtsc.syntax.slips.slip import Unexpected, rewrite

_UNITS = {
    "ms": ("msec", "밀리초"),
    "s": ("sec", "secs", "second", "seconds", "초"),
    "m": ("min", "mins", "minute", "minutes", "분"),
    "h": ("hr", "hrs", "hour", "hours", "시간"),
    "d": ("day", "days", "일"),
    "w": ("wk", "week", "weeks", "주"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in (unit, *words)}
_TIMES = {"": 1, "천": 1_000, "만": 10_000, "억": 100_000_000}
_SUFFIXES = {"퍼센트": "%", "프로": "%", "pct": "%", "percent": "%", "bps": "bp"}
_PIECE = re.compile(r"(\d[\d_]*(?:\.\d[\d_]*)?)([^\W\d_]+)")


def leading_point(met: Unexpected) -> Diagnostic | None:
    """`.5`."""
    digits = re.match(r"\.\d[\d_]*", met.after)
    if met.found != "." or digits is None:
        return None
    fix = Fix(phrase("write `{guess}`", guess=f"0{digits[0]}"), (Edit(met.span(met.start, met.start), "0"),))
    return Diagnostic(
        "JTS0115", met.span(met.start, met.start + len(digits[0])), {"number": digits[0]}, fixes=(fix,)
    )


def unknown_suffix(met: Unexpected) -> Diagnostic | None:
    """`5min` and all else that begins as a number and ends as a word."""
    digits = re.search(r"(?<![\w.])\d[\d_]*(?:\.\d[\d_]*)?$", met.line_before)
    if digits is None or not re.match(r"[^\W\d]", met.found):
        return None
    text = f"{digits[0]}{met.found}"
    span = met.span(met.end - len(text), met.end)
    meant = meant_by(text)
    if not meant:
        example = phrase("write for example `5m` for five minutes, `20d` for twenty days")
        return Diagnostic("JTS0116", span, {"text": text, "hint": example})
    hint = phrase("write `{guess}`", guess=meant)
    return Diagnostic("JTS0116", span, {"text": text, "hint": hint}, fixes=rewrite(span, meant))


def meant_by(text: str) -> str:
    """Return how the language writes a value; nothing where that is not clear.

    >>> [meant_by(text) for text in ("5min", "1h30m", "20일", "3퍼센트", "100만원", "1e6", "5x")]
    ['5m', '90m', '20d', '3%', '1_000_000 KRW', '1_000_000', '']
    """
    if re.fullmatch(r"\d+e\d{1,2}", text):
        return f"{int(float(text)):_}"
    pieces = [(float(number.replace("_", "")), word.lower()) for number, word in _PIECE.findall(text)]
    if len(pieces) == 1:
        number, (amount, word) = _PIECE.findall(text)[0][0], pieces[0]
        if word in _SUFFIXES:
            return f"{number}{_SUFFIXES[word]}"
        won = re.fullmatch(r"([천만억]?)(원|krw)|([천만억])", word)
        if won is not None:
            total = amount * _TIMES[won[1] or won[3] or ""]
            return f"{total:_.0f}{' KRW' if won[2] else ''}" if total == int(total) else ""
    return _duration(pieces)


def _duration(pieces: list[tuple[float, str]]) -> str:
    """Return a span of time in the last unit named that it is a whole number of, or in a shorter one."""
    if not pieces or any(word not in _UNIT_OF for _, word in pieces):
        return ""
    total = sum(amount * DURATION_NS[_UNIT_OF[word]] for amount, word in pieces)
    units = list(DURATION_NS)
    for unit in reversed(units[: units.index(_UNIT_OF[pieces[-1][1]]) + 1]):
        if total and total % DURATION_NS[unit] == 0:
            return f"{int(total // DURATION_NS[unit])}{unit}"
    return ""


def without_zeros(literal: str) -> str:
    """Return a number without the zeros that it may not begin with; nothing where there are none."""
    zeros = re.fullmatch(r"0[0_]*(\d[\d_]*(?:\.[\d_]+)?)", literal)
    return zeros[1] if zeros else ""
