"""Exact and compensated arithmetic under the windowed kernels."""
