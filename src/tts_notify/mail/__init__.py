"""Mails: composed, sent over SMTP, and marked in their deliveries."""
