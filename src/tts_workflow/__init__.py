"""The work on tickets: which step, which person, by when."""
