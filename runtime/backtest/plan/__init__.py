"""What a change to a strategy does."""
