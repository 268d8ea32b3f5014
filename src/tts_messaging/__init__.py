"""The one conversation on a ticket."""
