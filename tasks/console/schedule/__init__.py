"""What is done again and again, and timers."""
