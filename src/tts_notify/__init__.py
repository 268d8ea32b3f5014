"""Tells people, in the app and by mail."""
