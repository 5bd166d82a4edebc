"""`--lang`: the language that diagnostics speak."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from jtsc.diagnostics.language import Language, language_of

C = TypeVar("C", bound=Callable[..., Any])


def language_option(command: C) -> C:
    """Add `--lang` to a command, which takes it as `language`."""
    option = click.option(
        "--lang",
        "language",
        type=click.Choice([language.value for language in Language]),
        default=lambda: language_of().value,
        show_default="the locale's",
        callback=lambda ctx, parameter, value: Language(value),
        help="The language of messages.",
    )
    return option(command)
