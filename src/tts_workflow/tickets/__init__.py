"""Tickets as helpdesk tells them."""
