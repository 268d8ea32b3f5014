"""People and programs that may sign in."""
