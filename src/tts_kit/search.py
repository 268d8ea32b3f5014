"""What a person types to search, as PostgreSQL's text search takes it."""

#: Words of a search beyond this many are ignored.
_MAX_WORDS = 10


def prefixes(text: str) -> str:
    """A tsquery of quoted prefixes, so that nothing a person types is an operator."""
    words = text.replace("\\", " ").replace("'", " ").split()
    return " & ".join(f"'{word}':*" for word in words[:_MAX_WORDS])
