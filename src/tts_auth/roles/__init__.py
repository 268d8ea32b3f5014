"""Systems, the roles in them and who holds which."""
