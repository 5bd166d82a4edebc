"""Units, timeframes and stages, and the signatures of all built-ins."""
