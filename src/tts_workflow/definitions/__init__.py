"""Workflows and their immutable published versions."""
