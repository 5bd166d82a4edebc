"""MIR to a Python module that numba compiles and that also runs without it."""
