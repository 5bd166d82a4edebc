"""Strategies to start from; `jtsc new` copies them."""
