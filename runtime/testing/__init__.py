"""What strategies say of themselves: `test` blocks over bars of their own, `expect` blocks over data."""
