"""One layout for every strategy: tokens with their comments, nested by brackets, set within a width."""
