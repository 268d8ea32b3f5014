"""What the work on a ticket tells: steps, entries, and the statuses it asks for."""
