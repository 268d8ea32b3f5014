"""Serves the built single-page apps."""
