"""Device and program sessions, their refresh tokens and access tokens."""
