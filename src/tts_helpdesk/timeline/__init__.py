"""What happened to a ticket, in order."""
