"""What is wrong with a value, said to whoever typed it: msgspec's own words are for programmers."""

import re

_WORDS = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"Expected `str` of length >= 1", "Fill this in."),
        (r"Expected `str` matching regex '\\\\S'", "Fill this in."),
        (r"Expected `str` matching regex '\^\(\?=\\\\S\).+", "Begin without a space, on one line."),
        (r"Expected `str` of length >= (\d+)", "Write at least {} characters."),
        (r"Expected `str` of length <= (\d+)", "Write at most {} characters."),
        (r"Expected `str` matching regex .+", "This is not of the form that is needed."),
        (r"Expected `(?:int|float)` >= (\S+)", "Give {} or more."),
        (r"Expected `(?:int|float)` <= (\S+)", "Give {} or less."),
        (r"Expected `array` of length >= (\d+)", "Choose at least {}."),
        (r"Expected `array` of length <= (\d+)", "Choose at most {}."),
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
