"""The trading day, as far as it has been seen."""
