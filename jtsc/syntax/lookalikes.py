"""Characters that stand for others, before any parsing: the parser goes on with what they stand for.

Each is replaced by as many characters as it has, so that every place stays what it is.
"""

import re

from jtsc.diagnostics import Edit, Fix, Problems, phrase
from jtsc.source import Span

_QUOTES = "“”„‟‘’'"
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAIN = {**_WIDE, "−": "-", "–": "-", "—": "-", "×": "*", "÷": "/", "、": ",", "。": "."}
_TOKEN = re.compile(
    r"//[^\n]*\s*|/\*.*?(?:\*/|\Z)\s*"
    r'|"(?:\\.|[^"\\\n])*"?'
    rf'|(?P<quoted>[{_QUOTES}＂][^{_QUOTES}＂"\n]*[{_QUOTES}＂])'
    rf"|(?P<plain>[{re.escape(''.join(_PLAIN))}]+)"
    r"|(?P<hash>#[^\n]*)"
    r"|(?P<semicolon>;)"
    r'|(?<=[\w)"\]])(?P<brace>[^\S\n]*\n\s*(?=\{))',
    re.DOTALL,
)


def replace_lookalikes(text: str, problems: Problems) -> str:
    """Return the text with the language's own characters for those of others; report each."""
    pieces: list[str] = []
    done = 0
    for token in _TOKEN.finditer(text):
        if token.lastgroup is None:
            continue
        pieces += [text[done : token.start()], _replacement(token, text, problems)]
        done = token.end()
    return "".join([*pieces, text[done:]])


def _replacement(token: re.Match[str], text: str, problems: Problems) -> str:
    found, span = token.group(), Span(0, token.start(), token.end())
    match token.lastgroup:
        case "quoted":
            problems.add("JTS0120", span, found=found[0], wanted='"', fixes=[_requoted(span)])
            return f'"{found[1:-1]}"'
        case "plain":
            plain = "".join(_PLAIN[character] for character in found)
            fix = Fix(phrase("write `{guess}`", guess=plain), (Edit(span, plain),))
            problems.add("JTS0120", span, found=found, wanted=plain, fixes=[fix])
            return plain
        case "hash":
            edit = Edit(Span(0, span.start, span.start + 1), "//")
            problems.add("JTS0128", span, fixes=[Fix(phrase("write `{guess}`", guess="//"), (edit,))])
            return " " * len(found)
        case "semicolon":
            return _without_semicolon(span, text, problems)
    place = Span(0, span.end, span.end + 1)
    problems.add("JTS0123", place, fixes=[Fix(phrase("join the lines"), (Edit(span, " "),))])
    return " " * len(found)


def _requoted(span: Span) -> Fix:
    opening, closing = Span(0, span.start, span.start + 1), Span(0, span.end - 1, span.end)
    return Fix(phrase("write `{guess}`", guess='"'), (Edit(opening, '"'), Edit(closing, '"')))


def _without_semicolon(span: Span, text: str, problems: Problems) -> str:
    rest = re.match(r"[^\S\n]*(?=\n|//|[)}\]]|;|\Z)", text[span.end :])
    if rest is not None:
        problems.add("JTS0122", span, fixes=[Fix(phrase("remove it"), (Edit(span, ""),))])
        return " "
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    blank = re.match(r"[^\S\n]*", text[span.end :])
    assert blank is not None
    edit = Edit(Span(0, span.start, span.end + blank.end()), f"\n{line[: len(line) - len(line.lstrip())]}")
    problems.add("JTS0122", span, fixes=[Fix(phrase("start a new line"), (edit,))])
    return "\n"
