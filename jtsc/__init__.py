"""The JTS strategy compiler: text to typed IR to a numba kernel."""
