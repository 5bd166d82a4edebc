"""Pages of `jtsc explain`: one a diagnostic code, and what the prelude says of each built-in."""
