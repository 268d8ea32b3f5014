"""The operators' console: every job, queue and outbox, and what may be done about them."""
