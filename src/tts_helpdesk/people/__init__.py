"""People as auth tells them: accounts, and who holds the helpdesk's roles."""
