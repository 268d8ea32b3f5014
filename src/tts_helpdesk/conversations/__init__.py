"""What the conversation on a ticket tells: words to search by, and the first reply."""
