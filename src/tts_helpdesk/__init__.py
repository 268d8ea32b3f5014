"""The ticket and its status, from submission to rating."""
