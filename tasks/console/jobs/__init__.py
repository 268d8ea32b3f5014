"""Jobs: an outbox row joined with its inbox row."""
