"""How often somebody may try a password or have a mail sent."""
