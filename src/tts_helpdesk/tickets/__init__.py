"""The ticket and what people do with it."""
