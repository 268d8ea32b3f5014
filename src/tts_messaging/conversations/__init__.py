"""Conversations, one per ticket, and who takes part in them."""
