"""`tts journey`: one ticket from sign-in to rating, through the gateway, as its people live it."""
