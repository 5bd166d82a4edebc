"""ClickHouse SQL and the tables behind it, the same for the embedded engine and for a server."""
