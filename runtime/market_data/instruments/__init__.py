"""Files that say what can be traded."""
