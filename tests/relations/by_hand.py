"""Articles and Names made by hand."""

from digest.model import Article, Found, Kind, Metadata, Name, Piece, Seed, Span


def article(seed: str, text: str, lang: str = "en", title: str = "") -> Article:
    pieces = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            pieces.append(Piece(Span(start, start + len(line)), number))
        start += len(line) + 1
    meta = Metadata(Found(lang, "", "test"), Found(title, "", "test"))
    return Article(Seed(seed, text, "utf-8", "0" * 64), tuple(pieces), (), meta)


def name(text: str, kind: Kind = "person", **forms: str) -> Name:
    return Name(text, kind, {lang: (form,) for lang, form in forms.items()})
