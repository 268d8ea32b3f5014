"""Passwords that were lost or are to be changed."""
