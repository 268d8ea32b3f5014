"""How often somebody may try a password."""
