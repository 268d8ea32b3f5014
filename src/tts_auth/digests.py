"""Secrets that are handed out: auth keeps their SHA-256 only."""

import hashlib
import secrets


def new_secret() -> str:
    """A secret that nobody guesses, in letters that a URL can have."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is stored of a secret; so long a one needs no salt."""
    return hashlib.sha256(secret.encode()).digest()
