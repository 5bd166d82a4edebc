"""Text to syntax tree: sections, grammar, tree."""
