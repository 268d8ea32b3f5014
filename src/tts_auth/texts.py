"""Bounds of the texts that accounts and roles consist of."""

from typing import Annotated

import msgspec

from tts_kit.texts import EMAIL, END, LINE

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=LINE)]
Username = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=LINE)]
Slug = Annotated[str, msgspec.Meta(min_length=2, max_length=30, pattern=rf"^[a-z][a-z0-9-]*{END}")]
Email = Annotated[str, msgspec.Meta(min_length=3, max_length=254, pattern=EMAIL)]
#: As it is typed, to be set or compared: `accounts.password_rule` counts once it is in NFKC, which
#: shortens a text to a quarter at most.
Password = Annotated[str, msgspec.Meta(min_length=1, max_length=512)]
#: The token of a mailed link.
LinkToken = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Language = Annotated[
    str,
    msgspec.Meta(
        min_length=2, max_length=5, pattern=rf"^[a-z]{{2}}(-[A-Z]{{2}})?{END}", examples=["en"]
    ),
]
TimeZone = Annotated[str, msgspec.Meta(min_length=1, max_length=50, examples=["Asia/Manila"])]
