"""Prints Kong's rendering for this suite: `python -m tests.gateway.kong key.pem > kong.yml`.

Makes the key where there is none; `TTS_PORT_OFFSET` moves the services.
"""

import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from tests.gateway.conftest import KEY_ID, make_settings, public_half
from tts_cli.gateway import render_kong


def main(file: Path) -> None:
    """Render for the key in a file."""
    if not file.exists():
        made = ec.generate_private_key(ec.SECP256R1())
        file.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = load_pem_private_key(file.read_bytes(), None)
    settings = make_settings(int(os.environ.get("TTS_PORT_OFFSET", "0")))
    sys.stdout.write(render_kong(settings, {"keys": [public_half(key, KEY_ID)]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
