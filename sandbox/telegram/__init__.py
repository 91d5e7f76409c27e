"""The stand-in Bot API server."""
