"""Indicator kernels, one file each: an O(1) step and a batch form that gives the same bits."""
