"""How often and how fast each actor works."""
