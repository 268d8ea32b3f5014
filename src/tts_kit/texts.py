"""What counts as a text that somebody typed.

The patterns mean the same to Python and to ECMA 262, which browsers and generated clients speak:
digits are `[0-9]`, and the end is `END`, because Python's `$` lets a line break follow.
"""

import re

END = r"(?![\s\S])"

#: Shows nothing by itself: white space, controls, Unicode's Default_Ignorable_Code_Point, combining
#: marks, annotation anchors, and the blank Braille pattern.
_INVISIBLE = (
    r"\s\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u2800\u3164"
    r"\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)

#: A text in which something can be seen.
VISIBLE = f"[^{_INVISIBLE}]"
#: The same, on one line and not blank at its start.
LINE = rf"^(?=\S)(?=.*{VISIBLE})[^\x00-\x1f\x7f]+{END}"

#: An address whose characters are those of the envelope, with neither comments nor quotes (the
#: dot-atom of RFC 5322 in the lengths of RFC 5321); ASCII only: case folding of anything else
#: differs between Python and PostgreSQL.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = (
    rf"^(?=[\s\S]{{3,254}}{END})(?=[^@]{{1,64}}@)"
    rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+{END}"
)

#: Scripts that run from right to left, and characters that turn the text around them.
_TURNS = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ISOLATES = re.compile("[\u2066-\u2069]")

_visible = re.compile(VISIBLE)


def isolated(text: str) -> str:
    """A text that turns nothing of a sentence in which it stands; most texts need nothing for that.

    Between First Strong Isolate and Pop Directional Isolate (Unicode's bidirectional algorithm),
    without such characters of its own, by which it could end that.
    """
    return f"\u2068{_ISOLATES.sub('', text)}\u2069" if _TURNS.search(text) else text


def is_blank(text: str) -> bool:
    """Whether nothing in a text can be seen."""
    return _visible.search(text) is None
