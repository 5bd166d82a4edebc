"""Risk rules, one a file."""
