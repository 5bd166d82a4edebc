"""The words of a diagnostic, and phrases that are facts of one."""

from typing import NamedTuple


class Message(NamedTuple):
    title: str
    why: str
    help: str


class Phrase(str):
    """Words in English that know what they were made of, so that they can be said in another language."""

    template: str
    facts: dict[str, str]


def phrase(template: str, **facts: object) -> Phrase:
    """Return the words of a template, its placeholders filled.

    >>> phrase("did you mean `{guess}`?", guess="SMA")
    'did you mean `SMA`?'
    """
    texts = {name: str(fact) for name, fact in facts.items()}
    made = Phrase(template.format(**texts))
    made.template, made.facts = template, texts
    return made
