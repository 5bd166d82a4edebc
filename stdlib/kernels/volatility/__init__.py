"""Ranges, deviations and bands."""
