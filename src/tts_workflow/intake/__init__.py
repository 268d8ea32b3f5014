"""How a ticket becomes work, and the work follows the ticket."""
