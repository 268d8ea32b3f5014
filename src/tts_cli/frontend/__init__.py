"""Builds the single-page apps."""
