"""A secret inside a message."""

import msgspec


class Sealed(msgspec.Struct, frozen=True):
    """AES-256-GCM ciphertext with its nonce, base64; opened only where the secret is used."""

    nonce: str
    ciphertext: str
