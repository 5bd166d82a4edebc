"""What every compiled strategy may call: indicator kernels and the declarations of all built-ins."""
