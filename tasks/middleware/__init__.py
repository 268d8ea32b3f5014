"""What happens around every job."""
