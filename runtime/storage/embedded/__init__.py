"""ClickHouse inside the process (chDB)."""
