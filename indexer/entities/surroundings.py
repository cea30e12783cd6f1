"""What stands around a name and says what it names: "die Region Donezk", "der Konzern Novartis".

Nouns before a name, the line-up of a team, and a club's initials before its town overrule the
model, which sees two words to each side and has learned from few texts about sport.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence

from pressespiegel.indexer.entities import organisations, places
from pressespiegel.indexer.entities.common_nouns import is_common_noun
from pressespiegel.indexer.entities.cue_nouns import (
    CLUBS,
    NAMED,
    ORGANISATION_NOUNS,
    PLACE_NOUNS,
    QUOTES,
    SAYING,
    SEATED,
    VENUES,
    VILLAGES,
)
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.span import Span

_COMPANIES = ("unternehmen", "konzern", "konzerns", "firma", "hersteller", "verein", "vereins")
"""Before these, a first name is a company's as well."""

_REACH = 50
# "Schalke 04", "TSV 1860 München"
_OF_CLUB = re.compile(r"0\d|9\d|1[89]\d\d|60")
_LINE_UP = re.compile(r"[^\n:]{60,1200}")
_DASHES = (" - ", " – ", " — ")
_DASH = re.compile("|".join(_DASHES))
_SEPARATOR = re.compile(r"\s*(?:,|;| [-–—/]|\.$)\s*|\s*\([^)\n]{0,60}\)\s*")
_PLAYER = re.compile(r"(?:[A-ZÀ-Ž]\. ?)?(?:[a-z]{2,3} ){0,2}[A-ZÀ-ž][\w.'’-]*(?: [\w.'’-]+){0,2}")
_SHARE_OF_PLAYERS = 0.8
_LEAST_PLAYERS = 7


def with_surroundings(text: str, spans: Sequence[Span]) -> list[Span]:
    """The same spans, of the kind and the length that the words around them give away.

    >>> text = "Die Region Donezk brennt."
    >>> [span.kind for span in with_surroundings(text, [Span(11, 17, "person", "Donezk")])]
    ['place']
    """
    line_ups = sorted(_line_ups(text))
    seats = {span.text for span in spans if span.kind == "place"}
    people = {
        span.text.rpartition(" ")[2]
        for span in spans
        if span.kind == "person" and (" " in span.text or not span.text.endswith(("s", *VILLAGES)))
    }
    found: list[Span] = []
    for span in spans:
        if line_ups and _within(line_ups, span):
            found += _players(text, span)
            continue
        if (
            span.kind == "organisation"
            and span.text.lower().endswith(VENUES)
            and text[span.start - 1 : span.start] not in QUOTES
        ):
            span = Span(span.start, span.end, "place", span.text)
        if span.kind == "organisation" and _is_full_name(text, span):
            span = Span(span.start, span.end, "person", span.text)
        if span.kind == "person" and _is_rather_place(span.text, seats, people):
            span = Span(span.start, span.end, "place", span.text)
        before = text[max(0, span.start - _REACH, text.rfind("\n", 0, span.start)) : span.start]
        words = before.split()
        if span.kind == "person" and _sounds_like_village(text, span, words, people):
            span = Span(span.start, span.end, "place", span.text)
        if (
            words
            and before.endswith(" ")
            and (changed := _by_words(text, span, words, found, seats))
        ):
            span = changed
            while found and found[-1].end > span.start:
                start = min(found.pop().start, span.start)
                span = Span(start, span.end, span.kind, text[start : span.end])
        found.append(span)
    return found


def _sounds_like_village(
    text: str, span: Span, words: Sequence[str], people: Container[str]
) -> bool:
    """Whether a single word ends as villages do, and nothing says that it is a person."""
    if not span.text.endswith(VILLAGES) or not span.text.isalpha() or span.text in people:
        return False
    before = words[-1] if words else ""
    after = text[span.end : span.end + 20].split(" ")[1:2]
    return not (before[:1].isupper() or before in SAYING or (after and after[0] in SAYING))


def _is_full_name(text: str, span: Span) -> bool:
    """Whether what was taken for an organisation is a first name and a surname, without article."""
    words = span.text.split(" ")
    return (
        1 < len(words) < 4
        and words[0] in gazetteers().first_names
        and words[0] not in CLUBS
        and all(word[:1].isupper() and word[1:].islower() for word in words)
        and span.text not in organisations.known_names()
        and not organisations.is_organisation(words[-1])
        and not is_common_noun(words[-1])
        and not places.is_place(words[-1])
        and not places.has_article(text, span.start)
    )


def _is_rather_place(name: str, seats: Container[str], people: Container[str]) -> bool:
    """Whether what was taken for a person is a place by the lists or elsewhere in the text.

    Cities are surnames as well: only their genitive is no person's where no person has the name.
    """
    if " " in name or name in gazetteers().first_names:
        return False
    bare = name.removesuffix("s")
    if name in people or bare in people:
        return False
    if bare in seats or bare in places.country_names():
        return True
    return name != bare and not places.is_place(name) and places.is_place(bare)


def _by_words(
    text: str, span: Span, words: Sequence[str], found: Sequence[Span], seats: Container[str]
) -> Span | None:
    """What a span is with or by the words before it, None if they change nothing."""
    word = words[-1].lstrip('("„»«')
    if word == "Bad" and " " not in span.text and (widened := _widened(text, span, word)):
        return Span(widened.start, widened.end, "place", widened.text)
    if span.kind == "organisation" and word == "1." and span.text.partition(" ")[0] in CLUBS:
        return _widened(text, span, word)
    first = span.text.partition(" ")[0]
    if not word[:1].isupper() and not word.isdigit():
        return None
    lower = word.lower()
    if span.kind == "person" and (first in gazetteers().first_names or not places.is_place(first)):
        pass
    elif (club := _club(text, span, words)) is not None:
        return club
    elif lower.endswith(SEATED) and _may_be_seat(span, found, seats, named=lower.endswith(NAMED)):
        return _widened(text, span, word)
    if span.kind == "person" and lower.endswith(_COMPANIES):
        return Span(span.start, span.end, "organisation", span.text)
    if first in gazetteers().first_names or span.text in organisations.known_names():
        return None
    if lower.endswith(PLACE_NOUNS):
        return Span(span.start, span.end, "place", span.text)
    if lower.endswith(ORGANISATION_NOUNS) and not places.is_place(span.text):
        return Span(span.start, span.end, "organisation", span.text)
    return None


def _club(text: str, span: Span, words: Sequence[str]) -> Span | None:
    """A club by its town and what stands before it: "VfL Wolfsburg", "FC Schalke 04"."""
    if span.kind == "organisation" and not places.is_place(span.text):
        return None
    word = words[-1]
    if len(words) > 1 and _OF_CLUB.fullmatch(word):
        word = f"{words[-2]} {word}"
    if word.partition(" ")[0] not in CLUBS:
        return None
    widened = _widened(text, span, word)
    if widened and text[widened.start - 3 : widened.start] == "1. ":
        return Span(widened.start - 3, span.end, "organisation", f"1. {widened.text}")
    return widened


def _may_be_seat(span: Span, found: Sequence[Span], seats: Container[str], *, named: bool) -> bool:
    if organisations.is_organisation(span.text) or places.canonical(span.text) != span.text:
        return False
    if not named and span.text not in seats and not places.is_place(span.text):
        return False
    before = found[-1] if found else None
    if before and before.end + 1 == span.start:
        return before.kind == "organisation" and not places.is_place(before.text)
    return True


def _widened(text: str, span: Span, word: str) -> Span | None:
    """A span with the word before it, if nothing but a blank stands between."""
    start = span.start - 1 - len(word)
    if start < 0 or text[start : span.start] != f"{word} ":
        return None
    return Span(start, span.end, "organisation", text[start : span.end])


def _line_ups(text: str) -> Iterator[tuple[int, int]]:
    """Where a team is listed: "Berger - Kern, Lanz, Otto - Pohl, Quast ..."."""
    start = 0
    for line in text.split("\n"):
        # counting takes a tenth of the time that patterns take
        if sum(map(line.count, _DASHES)) > 1 and line.count(", ") > 3:
            for first, after in _lines_up(line):
                yield start + first, start + after
        start += len(line) + 1


def _lines_up(line: str) -> Iterator[tuple[int, int]]:
    for match in _LINE_UP.finditer(line):
        part = match.group()
        if len(_DASH.findall(part)) < 2 or part.count(", ") < 4:
            continue
        items = [item for item in _SEPARATOR.split(part) if item]
        players = sum(bool(_PLAYER.fullmatch(item)) for item in items)
        if players >= _LEAST_PLAYERS and players >= _SHARE_OF_PLAYERS * len(items):
            yield match.span()


def _players(text: str, span: Span) -> Iterator[Span]:
    """The people of a line-up, each a span."""
    start = span.start
    for match in _SEPARATOR.finditer(text, span.start, span.end):
        if match.start() > start:
            yield Span(start, match.start(), "person", text[start : match.start()])
        start = match.end()
    if start < span.end:
        yield Span(start, span.end, "person", text[start : span.end])


def _within(regions: Sequence[tuple[int, int]], span: Span) -> bool:
    number = bisect_left(regions, (span.start + 1, 0)) - 1
    return number >= 0 and regions[number][1] >= span.end
