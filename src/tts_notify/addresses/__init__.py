"""Where and how people are reached: a projection of auth's accounts."""
