"""Secrets inside messages: AES-256-GCM under a key derived from `TTS_SECRET_KEY`."""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tts_contracts.sealed import Sealed


def _cipher(secret_key: str, purpose: str) -> AESGCM:
    return AESGCM(hmac.digest(secret_key.encode(), f"seal:{purpose}".encode(), hashlib.sha256))


def seal(secret_key: str, purpose: str, secret: str) -> Sealed:
    """Encrypt; only `unseal` with the same purpose opens it."""
    nonce = os.urandom(12)
    ciphertext = _cipher(secret_key, purpose).encrypt(nonce, secret.encode(), purpose.encode())
    return Sealed(base64.b64encode(nonce).decode(), base64.b64encode(ciphertext).decode())


def unseal(secret_key: str, purpose: str, sealed: Sealed) -> str:
    """Decrypt; raises `cryptography.exceptions.InvalidTag` when it was sealed otherwise."""
    nonce, ciphertext = base64.b64decode(sealed.nonce), base64.b64decode(sealed.ciphertext)
    return _cipher(secret_key, purpose).decrypt(nonce, ciphertext, purpose.encode()).decode()
