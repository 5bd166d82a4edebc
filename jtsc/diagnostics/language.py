"""The languages that diagnostics speak."""

import os
from collections.abc import Mapping
from enum import StrEnum

from jtsc.diagnostics import catalogue_en, catalogue_ko
from jtsc.diagnostics.message import Message, Phrase


class Language(StrEnum):
    ENGLISH = "en"
    KOREAN = "ko"


_MESSAGES = {Language.ENGLISH: catalogue_en.MESSAGES, Language.KOREAN: catalogue_ko.MESSAGES}
_WORDS = {Language.ENGLISH: catalogue_en.WORDS, Language.KOREAN: catalogue_ko.WORDS}


def language_of(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the user's locale, as POSIX finds it; English for all that is not Korean."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return Language.KOREAN if next(filter(None, names), "").startswith("ko") else Language.ENGLISH


def message_in(language: Language, code: str) -> Message:
    """Return the words of a code, their placeholders still empty."""
    return _MESSAGES[language][code]


def word_in(language: Language, word: str) -> str:
    """Return one of the words that stand around a message."""
    return _WORDS[language][word]


def said_in(language: Language, text: str) -> str:
    """Return a phrase in a language, as it is where there is no other; any other text is itself."""
    if language is Language.ENGLISH or not isinstance(text, Phrase):
        return text
    template = catalogue_ko.PHRASES.get(text.template)
    return text if template is None else template.format(**text.facts)
