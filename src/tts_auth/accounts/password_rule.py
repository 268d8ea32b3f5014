"""Which passwords may be set, the same on every way to one."""

import re
import unicodedata
from collections.abc import Iterable

from tts_auth.accounts.errors import GuessablePassword
from tts_kit.errors import Invalid

#: That of NIST SP 800-63B with a margin.
LEAST = 10
#: Keeps hashing cheap.
MOST = 128

#: Unicode's Default_Ignorable_Code_Point, controls, and the Braille pattern without a dot.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def prepared(password: str) -> str:
    """What is hashed of a password: the OpaqueString of RFC 8265, but in NFKC instead of NFC.

    Every space is U+0020 and each character has one form, so that a password works on every
    keyboard; case counts, and nothing is cut off.
    """
    spaces = "".join(" " if unicodedata.category(c) == "Zs" else c for c in password)
    return unicodedata.normalize("NFKC", spaces)


def ensure_acceptable(password: str, known: Iterable[str], *, field: str) -> None:
    """Raise `Invalid` for its length, or `GuessablePassword` for what is `known`.

    Known to everybody are the owner's address, the name in it, user name and full name. What is not
    seen, and blanks at either end, lengthen no password and disguise no name.
    """
    seen, known = _seen(password), list(known)
    if len(seen) < LEAST:
        message = f"Write at least {LEAST} characters."
        raise Invalid(message, errors=[{"field": field, "message": message}])
    if len(prepared(password)) > MOST:
        message = f"Write at most {MOST} characters."
        raise Invalid(message, errors=[{"field": field, "message": message}])
    texts = (*known, *(text.partition("@")[0] for text in known))
    if _folded(seen) in (_folded(_seen(text)) for text in texts):
        message = "A password is not your name or your e-mail address."
        raise GuessablePassword(message, errors=[{"field": field, "message": message}])


def _seen(text: str) -> str:
    return _INVISIBLE.sub("", prepared(text)).strip()


def _folded(text: str) -> str:
    return prepared(" ".join(text.split()).casefold())
