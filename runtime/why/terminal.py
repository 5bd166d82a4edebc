"""An answer on the terminal: what decided first, then the values below it."""

from runtime.why.answer import Answer, RuleValue

_ORDER = {"false": 0, "na": 1, "": 2, "true": 3}


def render_answer(answer: Answer) -> str:
    """Return the answer as text."""
    lines = [f"{answer.strategy}  {answer.symbol}  {answer.time}", ""]
    lines += [f"{section.section}: {section.text}" for section in answer.sections]
    for rule in answer.rules:
        lines += ["", *_rule(rule)]
    return "\n".join(lines)


def _rule(rule: RuleValue) -> list[str]:
    lines = [f"{rule.section}, line {rule.line}: {rule.value or 'the account decides'}", f"  {rule.text}"]
    parts = sorted(rule.parts, key=lambda part: _ORDER.get(part.value, 3))  # what is false first
    width = max((len(part.text) for part in parts), default=0)
    return [*lines, *(f"    {part.text:<{width}}  {part.value or 'of the account'}" for part in parts)]
