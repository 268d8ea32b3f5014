"""Words as people look for them, the same on every cluster: PostgreSQL stores and compares them,
and neither parses nor folds, which depends on its locale.

A token is what stands between spaces. It is found whole, and by its words: `Room-12` by `room-12`,
`room` and `12`; `24"` by `24"`, and by `24` as well.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal
from unicodedata import category, normalize

#: How much a match counts, most first.
Weight = Literal["A", "B", "C", "D"]

#: The most that a search may have letters; a client asks for less.
LONGEST = 2_000
#: Tokens of a search, and words of a token, beyond this many are ignored.
_MOST_ASKED = 10
#: Together they stay below the 1 MB that a tsvector may have, whatever the alphabet.
_MOST_STORED = 4_000
_LETTERS = 48
#: A word of at least so many digits may be a number without the letters of its series.
_DIGITS_OF_A_NUMBER = 8


class _Replaced(dict[int, int | str]):
    """A table for `str.translate` by Unicode's categories, filled as letters come up."""

    def __init__(self, by_category: Mapping[str, str]) -> None:
        super().__init__()
        self._by_category = by_category

    def __missing__(self, letter: int) -> int | str:
        kind = category(chr(letter))
        made = self._by_category.get(kind, self._by_category.get(kind[0], letter))
        self[letter] = made
        return made


_UNSEEN = _Replaced({"Cf": "", "Cc": " ", "Cs": " "})
_BETWEEN_WORDS = _Replaced({"P": " ", "S": " ", "Z": " "})
# The 2 of `v2`. Not long numbers: those of a series all begin alike, and 2 would find them all.
_BEFORE_DIGITS = re.compile(r"[^0-9]+(?=[0-9]{1,9}(?![0-9]))")


def folded(text: str) -> str:
    """A text as it is compared: without case, ways to encode a letter, and what nobody sees."""
    return normalize("NFKC", normalize("NFKC", text.translate(_UNSEEN)).casefold())


def to_tsvector(texts: Iterable[tuple[Weight, str]]) -> str:
    """Texts to be found, as PostgreSQL stores them."""
    places: dict[str, list[str]] = {}
    position = 1
    for weight, text in texts:
        for token in folded(text).split():
            words = _words(token)
            for offset, lexeme in _lexemes(token, words):
                if lexeme in places or len(places) < _MOST_STORED:
                    places.setdefault(lexeme, []).append(f"{position + offset}{weight}")
            position += len(words) or 1
        # No token goes on in the next text.
        position += 1
    return " ".join(f"{_quoted(lexeme)}:{','.join(at)}" for lexeme, at in places.items())


def to_tsquery(text: str, *, series: str = "") -> str:
    """A search: every token must be there, or something that begins with it.

    Digits are also looked for as a number that begins with the letters of a series.
    """
    return " & ".join(
        f"({' | '.join(_alternatives(token, words, folded(series)))})"
        for token, words in _asked(text)[:_MOST_ASKED]
    )


def contains(text: str, wanted: str) -> bool:
    """Whether every token of a search is somewhere in a text, itself or its words."""
    whole = folded(text)
    return all(
        token in whole
        or (parts not in ([], [token]) and " ".join(parts) in " ".join(_words(whole)))
        for token, parts in _asked(wanted)
    )


def _asked(text: str) -> list[tuple[str, list[str]]]:
    """The tokens of a search with their words."""
    tokens = [(token, _words(token)) for token in dict.fromkeys(folded(text).split())]
    # Lone punctuation is looked for when there is nothing else.
    return [(token, words) for token, words in tokens if words] or tokens


def _words(token: str) -> list[str]:
    # Most tokens are a word.
    return [token] if token.isalnum() else token.translate(_BETWEEN_WORDS).split()


def _lexemes(token: str, words: list[str]) -> Iterable[tuple[int, str]]:
    """What a token is found by, with the place of each among its words."""
    if words != [token]:
        yield 0, token[:_LETTERS]
    for place, word in enumerate(words):
        yield place, word[:_LETTERS]
        if letters := _BEFORE_DIGITS.match(word):
            yield place, word[letters.end() :][:_LETTERS]


def _alternatives(token: str, words: list[str], series: str) -> Iterable[str]:
    if words != [token]:
        yield f"{_quoted(token[:_LETTERS])}:*"
    if words:
        following = " <-> ".join(_quoted(word[:_LETTERS]) for word in words[:_MOST_ASKED])
        # Punctuation says that the word before it is typed to its end.
        yield f"{following}:*" if token.endswith(words[-1]) else following
    if series and token.isdecimal() and len(token) >= _DIGITS_OF_A_NUMBER:
        yield f"{_quoted(series + token)}:*"


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
