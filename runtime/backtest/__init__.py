"""Running a strategy over history, and saying what came of it."""
