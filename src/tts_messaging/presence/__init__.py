"""Who has a conversation open at the moment."""
