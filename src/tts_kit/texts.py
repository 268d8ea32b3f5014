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

_visible = re.compile(VISIBLE)


def is_blank(text: str) -> bool:
    """Whether nothing in a text can be seen."""
    return _visible.search(text) is None
