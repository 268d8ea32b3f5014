"""What people choose to be told, and over which channels."""
