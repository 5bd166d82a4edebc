"""The JTS language server."""
