"""Messages that nobody could read."""
