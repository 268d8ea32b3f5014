"""Queues, outboxes and workers."""
