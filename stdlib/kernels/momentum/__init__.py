"""Momentum oscillators."""
