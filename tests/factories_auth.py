"""Accounts for tests; each call makes a distinct one."""

import itertools

import msgspec

from tts_auth.accounts.schemas import NewAccount

PASSWORD = "correct horse battery"
_numbers = itertools.count(1)


def new_account(*roles: tuple[str, str], **fields: object) -> NewAccount:
    """An account to create, with seeded roles; staff unless said otherwise."""
    number = next(_numbers)
    values = {
        "email": f"member{number}@tts.example",
        "full_name": f"Member {number}",
        "kind": "staff",
        "password": PASSWORD,
        "roles": [{"system": system, "role": role} for system, role in roles],
    }
    return msgspec.convert(values | fields, NewAccount)
