"""`jtsc explain`: what a diagnostic code means, and what a built-in does."""

import click

from jtsc.cli.language import language_option
from jtsc.diagnostics import CODES, did_you_mean
from jtsc.diagnostics.language import Language
from jtsc.errors import UserError
from jtsc.explain.builtin_page import builtin_page
from jtsc.explain.code_page import code_page
from jtsc.typesys.prelude import builtin_names


@click.command()
@click.argument("topic")
@language_option
def explain(topic: str, language: Language) -> int:
    """Explain a diagnostic code or a built-in.

    \b
    Examples:
      jtsc explain JTS0301
      jtsc explain RSI
      jtsc explain position.pnl
    """
    code = topic.upper()
    page = code_page(code, language) if code in CODES else builtin_page(topic)
    if page is None:
        guess = did_you_mean(topic, [*CODES, *builtin_names()])
        raise UserError(
            f"there is nothing to explain by the name `{topic}`",
            f"did you mean `{guess}`?" if guess else "give a code such as JTS0301, or a built-in such as RSI",
        )
    click.echo(page)
    return 0
