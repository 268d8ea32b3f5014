"""Roles and who holds them, as auth tells it; whose turn it is in each role."""
