"""What people were told, what they have read, and the frames that say so."""
