"""Each code has a page whose wrong program has just that problem and whose right one has none."""

import pytest

from jtsc.cli import main
from jtsc.diagnostics import CODES, Severity
from jtsc.diagnostics.language import Language
from jtsc.explain.code_page import code_page, read_example
from jtsc.frontend import Frontend
from jtsc.source import Source
from jtsc.typesys.prelude import builtin_names


def codes_of(text: str, page: str) -> set[str]:
    """Return the codes of an example. It is an excerpt: that it has no exit, only the lints' pages mind."""
    found = Frontend().check(Source.from_text(text, "example.jts")).diagnostics
    return {each.code for each in found if each.severity is Severity.ERROR or page >= "JTS06"}


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_examples_of_a_page_are_wrong_and_right(code: str) -> None:
    example = read_example(code)
    assert codes_of(example.wrong, code) == {code}
    assert codes_of(example.right, code) == set()


@pytest.mark.parametrize("language", Language)
def test_a_page_shows_the_message_as_check_does(language: Language) -> None:
    page = code_page("JTS0402", language)
    assert "close[-1]" in page
    assert ("look into the future" if language is Language.ENGLISH else "미래를 봅니다") in page
    assert page.rstrip().endswith("}")


def explained(capsys: pytest.CaptureFixture[str], topic: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["explain", topic])
    assert isinstance(stop.value.code, int)
    return stop.value.code, *capsys.readouterr()


@pytest.mark.parametrize("name", sorted(builtin_names()))
def test_every_builtin_is_explained(name: str, capsys) -> None:
    code, out, _ = explained(capsys, name)
    assert code == 0
    head, doc = out.split("\n\n")[:2]
    assert name in head
    assert len(doc) > 6


def test_an_indicator_tells_its_warm_up(capsys) -> None:
    out = explained(capsys, "sma")[1]
    assert "indicator SMA(source: series = close, period: window) -> source" in out
    assert "defined after: period - 1 bars" in out


def test_a_name_that_is_none_is_guessed(capsys) -> None:
    code, _, err = explained(capsys, "RSII")
    assert code == 2
    assert "did you mean `RSI`?" in err
    assert "JTS0301" in explained(capsys, "JTS0307x")[2] or "did you mean" in explained(capsys, "JTS0307x")[2]
