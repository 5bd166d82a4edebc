"""Every code speaks every language, with the same facts."""

import ast
import string
from pathlib import Path

import pytest

from jtsc.diagnostics import CODES, catalogue_en, catalogue_ko
from jtsc.diagnostics.language import Language, language_of, said_in
from jtsc.diagnostics.message import Phrase, phrase
from jtsc.diagnostics.render import message_of, render_text
from jtsc.frontend import Frontend
from jtsc.source import Source

ROOT = Path(__file__).parents[3]
CASES = sorted((ROOT / "tests" / "golden" / "check").glob("*.jts"))
CATALOGUES = {"en": catalogue_en.MESSAGES, "ko": catalogue_ko.MESSAGES}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def has_korean(text: str) -> bool:
    return any("가" <= character <= "힣" for character in text)


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_code_lacks_its_words(language: str) -> None:
    assert CATALOGUES[language].keys() == CODES.keys()


@pytest.mark.parametrize("code", sorted(CODES))
def test_both_languages_tell_of_the_same_facts(code: str) -> None:
    english, korean = (catalogue[code] for catalogue in CATALOGUES.values())
    known = {name for part in english for name in placeholders(part)}
    assert {name for part in korean for name in placeholders(part)} <= known
    # Where the help is a fact of its own, it is so in both.
    assert placeholders(english.help) & {"hint", "help"} == placeholders(korean.help) & {"hint", "help"}
    assert has_korean("".join(korean))


def test_words_around_messages_are_the_same_in_number() -> None:
    assert catalogue_en.WORDS.keys() == catalogue_ko.WORDS.keys()


def templates() -> set[str]:
    """Return every phrase that the compiler writes out."""
    found = set()
    for file in ROOT.joinpath("jtsc").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "phrase"
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(node.args[0].value)
    return found


def test_every_phrase_is_known_in_korean() -> None:
    found = templates()
    assert len(found) > 10
    assert found <= catalogue_ko.PHRASES.keys()
    for template, korean in catalogue_ko.PHRASES.items():
        assert placeholders(template) == placeholders(korean)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_each_case_is_told_in_korean(file: Path) -> None:
    checked = Frontend().check(Source.from_text(file.read_text("utf-8"), file.name))
    assert checked.diagnostics
    for diagnostic in checked.diagnostics:
        facts = [fact for fact in diagnostic.facts.values() if isinstance(fact, Phrase)]
        assert [fact for fact in facts if fact.template not in catalogue_ko.PHRASES] == []
        assert has_korean(message_of(diagnostic, Language.KOREAN).title + str(facts))
        assert "도움말:" in render_text(diagnostic, checked.source, Language.KOREAN)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, Language.KOREAN),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, Language.ENGLISH),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko"}, Language.KOREAN),
        ({"LC_ALL": "", "LANG": "ko_KR.eucKR"}, Language.KOREAN),
        ({}, Language.ENGLISH),
    ],
)
def test_the_locale_says_the_language(environment: dict[str, str], language: Language) -> None:
    assert language_of(environment) is language


def test_a_phrase_is_its_english() -> None:
    made = phrase("did you mean `{guess}`?", guess="SMA")
    assert made == "did you mean `SMA`?"
    assert said_in(Language.KOREAN, made) == "`SMA`인가요?"
    assert said_in(Language.KOREAN, "close") == "close"
