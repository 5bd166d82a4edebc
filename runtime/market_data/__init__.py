"""Market data on its way in: reading, judging and aligning bars."""
