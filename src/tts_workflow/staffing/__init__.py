"""What a change of roles or people means for the work they hold or could take."""
