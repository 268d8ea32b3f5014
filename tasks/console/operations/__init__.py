"""What operators do, recorded and carried on whoever dies."""
