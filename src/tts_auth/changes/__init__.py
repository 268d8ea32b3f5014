"""What follows every change of an account or of what it may do."""
