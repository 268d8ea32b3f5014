"""Tickets that somebody has begun to write."""
