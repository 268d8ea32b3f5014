"""What every service needs and no service owns; it knows no ticket."""
