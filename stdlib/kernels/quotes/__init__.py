"""Kernels of quote-driven rules."""
