"""WebSocket streams: numbered frames that a client can catch up on (DESIGN section 7)."""
