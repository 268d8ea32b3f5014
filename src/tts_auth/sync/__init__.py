"""What the other services are told about people and roles."""
