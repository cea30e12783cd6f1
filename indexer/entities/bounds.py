"""Where names begin and end: spans that hold more than one name, or less, are cut and widened.

A model labels word by word and now and then runs on, over the end of a line ("Thomas Loy / Rap"),
over a dash between two clubs, or from a genitive into its noun ("Trumps Kurs").
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from pressespiegel.indexer.entities import organisations, places
from pressespiegel.indexer.entities.common_nouns import is_common_noun, is_surname
from pressespiegel.indexer.entities.cue_nouns import CLUBS, VENUES
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.span import Span
from pressespiegel.search.article import EntityKind

# what no name has inside: a line's end, a dash, stroke or bar between blanks, a sentence's end
_BETWEEN_NAMES = re.compile(
    r"[ \t]*\n\s*(?!(?:AG|SE|KG|GmbH)\b)|[ \t]+(?:[-–—|/:•·*>→]+|\+{2,}|vs\.?|gegen)[ \t]+|: "
    r"|[;…]\s*|[“”\"»«], ?|(?<=[a-zäöüß]{3})(?<!Bros)(?<!Corp)[.!?] "
    r"|, (?=(?:de[mnrs]|d[aei][ers]) )| \d+:\d+"
)
_AND = re.compile(r" (?:und|sowie|oder) ")
_LOOSE = " \t-–—|/:+*!?,;&…„“”\"»«'‚‘"
_GENITIVE = re.compile(
    r"(?P<bare>[A-ZÄÖÜ][^\W\d_]{2,}?(?:-[A-ZÄÖÜ][^\W\d_]+)?)(?:(?<=[sxzß])ens|['’]s|s|['’])"
)
_PARTICLES = frozenset("Le La De Van Von Di Al El".split())
_LEGAL_FORMS = frozenset("AG SE KG KGAA OHG EG UG SA AB NV BV PLC LLC".split())
_TOWNS = ("Stadt", "stadt", "Gemeinde", "Region", "Insel", "insel", "Provinz", "Metropole")
_WORD = re.compile(r"\S+")


def with_bounds(text: str, spans: Sequence[Span]) -> list[Span]:
    """The same spans, each holding one name and nothing beside it, in the order of print.

    >>> text = "Polens Armee siegt."
    >>> [span.text for span in with_bounds(text, [Span(0, 12, "organisation", text[:12])])]
    ['Polens']
    """
    surnames = {span.text.rpartition(" ")[2] for span in spans if span.kind == "person"}
    found: list[Span] = []
    for span in spans:
        if span.text.isalpha():
            # one word, as most are
            found.append(span)
            continue
        for start, end in _pieces(span):
            for piece in _trimmed(text, start, end, span.kind):
                piece = _without_noun(piece)
                known = _is_known(piece.text)
                found.append(piece if known else _before_its_noun(text, piece, surnames))
    return found


def _pieces(span: Span) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BETWEEN_NAMES.finditer(span.text):
        if "\n" in match.group() and span.text[start : match.start()] in gazetteers().first_names:
            continue
        yield from _around_and(span, start, match.start())
        start = match.end()
    yield from _around_and(span, start, len(span.text))


def _around_and(span: Span, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Both sides of "und" where either is a name that is known: "St. Pauli und Bayern München"."""
    match = _AND.search(span.text, start, end)
    if match and not span.text[: match.start()].endswith("-"):
        sides = (span.text[start : match.start()], span.text[match.end() : end])
        if any(_is_known(side) for side in sides):
            yield span.start + start, span.start + match.start()
            yield span.start + match.end(), span.start + end
            return
    yield span.start + start, span.start + end


def _is_known(name: str) -> bool:
    return (
        name in organisations.known_names()
        or places.is_place(name)
        or places.is_club(name)
        or name.partition(" ")[0] in CLUBS
    )


def _trimmed(text: str, start: int, end: int, kind: EntityKind) -> Iterable[Span]:
    """A span without signs at its ends and without half a bracket; nothing if no word is left."""
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _LOOSE and text[end - 2 : end] != "s'":
        end -= 1
    while end - start > 2 and text[end - 2 : end] in (" ’", " '"):
        end -= 2
    bracket = text.find("(", start, end)
    if bracket > start and kind == "place" and text[end : end + 1] == ")":
        end += 1
    elif bracket > start and ")" not in text[bracket:end]:
        end = bracket
        while text[end - 1] == " ":
            end -= 1
    if end > start and any(letter.isalpha() for letter in text[start:end]):
        yield Span(start, end, kind, text[start:end])


def _without_noun(span: Span) -> Span:
    """An organisation without the noun before it, and without its seat.

    "Drittligist SV Halle", "Gewerkschaft GEW"; "Verkehrsministerium in Kiel".
    """
    first, _, rest = span.text.partition(" ")
    if span.kind != "organisation" or not rest:
        return span
    if first.endswith(_TOWNS) and rest[:1].isupper():
        return Span(span.end - len(rest), span.end, "place", rest)
    if rest.startswith("in ") and organisations.is_organisation(first):
        return Span(span.start, span.start + len(first), span.kind, first)
    head = rest.partition(" ")[0]
    known = first in gazetteers().organisation_forms and first not in _LEGAL_FORMS
    if known and first.isupper() and first not in CLUBS and is_common_noun(rest):
        # "ARD Mediathek", but "ADAC Stiftung"
        is_part = (
            organisations.is_organisation(rest)
            or places.is_place(rest)
            or rest.lower().endswith(VENUES)
        )
        return span if is_part else Span(span.start, span.start + len(first), span.kind, first)
    if rest in _LEGAL_FORMS:
        return span
    named = rest in organisations.known_names() or (head in CLUBS and head.isupper())
    if (named or (rest.isupper() and len(rest) > 1)) and _is_noun(first):
        return Span(span.end - len(rest), span.end, span.kind, rest)
    return span


def _is_noun(word: str) -> bool:
    last = word.rpartition("-")[2]
    return is_common_noun(last) and word not in organisations.known_names()


def _before_its_noun(text: str, span: Span, surnames: Container[str]) -> Span:
    """A name in the genitive without the noun that it belongs to, or the name that follows it.

    "Trumps Kurs", "Le Pens Partei", "Israels Militär"; "Kölns Tim Lemperle" is Tim Lemperle.
    """
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(span.text)]
    for number, (word, _, end) in enumerate(words[:-1]):
        match = _GENITIVE.fullmatch(word)
        if not match or word in gazetteers().first_names or word in CLUBS:
            continue
        bare, after = match["bare"], words[number + 1][0]
        is_place = not number and places.is_place(bare)
        if span.kind == "person" and is_place and after in gazetteers().first_names:
            start = span.start + words[1][1]
            return Span(start, span.end, "person", text[start : span.end])
        if after[0].isupper() and is_common_noun(after):
            kind: EntityKind | None
            if is_place:
                kind = "place"
            elif not number and not word.endswith("es") and bare in organisations.known_names():
                kind = "organisation"
            else:
                kind = _kind_of_genitive(text, span, word, bare, number, surnames)
            if kind:
                end -= 3 if word.endswith("ens") and bare.endswith(("s", "x", "z", "ß")) else 0
                return Span(span.start, span.start + end, kind, span.text[:end])
    return span


def _kind_of_genitive(
    text: str, span: Span, word: str, bare: str, number: int, surnames: Container[str]
) -> EntityKind | None:
    """What a word in the genitive names, None if it is none: "Rotes Rathaus" is no Rote's."""
    if bare in surnames:
        return "person"
    if word.endswith("es") or (is_common_noun(word) and not is_surname(bare)):
        return None
    if number:
        first = span.text.partition(" ")[0]
        return "person" if first in gazetteers().first_names or first in _PARTICLES else None
    stands_alone = re.search(rf"\b{bare}\b", text) is not None
    return span.kind if stands_alone else None
