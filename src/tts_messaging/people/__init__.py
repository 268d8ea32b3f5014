"""People as auth tells them: how they are called now."""
