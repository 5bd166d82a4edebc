"""Commands of the runtime, one a file."""
