"""Extremes of a sliding window."""
