"""Cash, positions and fills on integer grids."""
