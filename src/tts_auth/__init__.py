"""Accounts, roles, sessions and keys: who you are and what you may."""
