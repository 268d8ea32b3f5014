"""Personal access tokens for programs."""
