"""Texts, and searches by words that a reader sees in them: they are found wherever one looks."""

import unicodedata

#: By text; every search is the start of what stands in it.
FOUND = {
    "Broken printer/scanner": ("scanner", "printer/sc", "scanner broken", "Printer Scanner"),
    "It says <undefined>": ("undefined", "<undefined>", "<unde", '"undefined"'),
    "Update to v2.3.1": ("2.3.1", "v2.3.1", "2.3", "V2", "update 2.3.1"),
    "Projector in Room-12": ("room 12", "room-12", "ROOM-1", "12"),
    "Meeting Room 7": ("room-7", "Room/7"),
    'A 24" screen, C++ and C#': ('24"', 'screen 24"', "c++", "C#"),
    "Überprüfung der Straße": ("überprüfung", "ÜBERPR", "strasse", "STRASSE"),
    unicodedata.normalize("NFD", "Café Ärik"): ("Café", "café", "ärik", "CAFÉ ÄR"),
    "Write to ines.o\u2019neil@mail.example": ("ines.o'neil@mail", "neil", "mail.example"),
    "ﬁle №5 in ＡＢＣ，１２": ("file", "No5", "abc", "12"),  # noqa: RUF001
    "Pass\u00adword re\u200bset": ("password", "reset"),
    "हिन्दी में प्रिंटर": ("हिन्दी", "प्रि"),
    r"\\server\share_name": ("server", "share_name", "name", r"\\server\sh"),
}
PAIRS = [(text, search) for text, searches in FOUND.items() for search in searches]
