"""What is wrong with a value, said to whoever typed it: msgspec's own words are for programmers."""

import re

from tts_kit.texts import LINE, VISIBLE


def _refused_by(pattern: str) -> str:
    return re.escape(f"Expected `str` matching regex {pattern!r}")


_WORDS = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"Expected `str` of length >= 1", "Fill this in."),
        (_refused_by(VISIBLE), "Fill this in."),
        (_refused_by(LINE), "Fill this in, on one line that begins without a space."),
        (r"Expected `str` of length >= ([0-9]+)", "Write at least {} characters."),
        (r"Expected `str` of length <= ([0-9]+)", "Write at most {} characters."),
        (r"Expected `str` matching regex .+", "This is not of the form that is needed."),
        (r"Expected `(?:int|float)` >= (\S+)", "Give {} or more."),
        (r"Expected `(?:int|float)` <= (\S+)", "Give {} or less."),
        (r"Expected `array` of length >= ([0-9]+)", "Choose at least {}."),
        (r"Expected `array` of length <= ([0-9]+)", "Choose at most {}."),
    )
)
#: Everything that is said, `{}` for what varies.
SENTENCES = frozenset(sentence for _, sentence in _WORDS)


def for_people(message: str) -> str:
    """A message of msgspec in plain words; what only a program can get wrong stays as it is."""
    for pattern, sentence in _WORDS:
        if match := pattern.fullmatch(message):
            return sentence.format(*match.groups())
    return message
