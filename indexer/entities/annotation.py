"""From the names in an article to its entities: each once, under one name, with all its places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pressespiegel.indexer.entities import organisations, people, places
from pressespiegel.indexer.entities.credits import credit_regions, dateline_end
from pressespiegel.indexer.entities.cue_nouns import CLUBS
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.model import trained_finder
from pressespiegel.indexer.entities.names import Group, Regions
from pressespiegel.indexer.entities.refining import refined
from pressespiegel.indexer.entities.span import Finder, Span
from pressespiegel.search.article import (
    BREAK,
    TEXT_FIELDS,
    Article,
    Entity,
    EntityKind,
    Mention,
    TextField,
)

_PARTICLES_BETWEEN = re.compile(
    r" (?:van|von|de|del|di|da|dos|du|la|le|zu|bin|al|el|ten|ter)( \w{2,3})? "
)
_WITH_PARTICLES = re.compile(
    r" (?:von(?: der| den| dem)?|van(?: der| den| de)?|de(?: la)?|zu) "
    r"(?P<name>[A-ZÄÖÜ][a-zäöüß]+)\b"
)
_OF_NOBLES = frozenset("Graf Gräfin Freiherr Freifrau Prinz Prinzessin Fürst Baron Ritter".split())
# what stands before a noun: "ein", "keiner", "jedem", "pro"; patterns that begin with fixed letters
# are found many times quicker than those that begin with a choice
_AFTER_ARTICLE = re.compile(r"in(?P<ending>e?[mnrs]?) (?P<noun>[A-ZÄÖÜ]\w+)")
_AFTER_EACH = re.compile(r"ede(?P<ending>[mnrs]?) (?P<noun>[A-ZÄÖÜ]\w+)")
_AFTER_PER = re.compile(r"pro (?P<noun>[A-ZÄÖÜ]\w+)")


@dataclass(frozen=True, slots=True)
class _Running:
    """All running text of an article as one, and where each field begins in it."""

    text: str
    fields: tuple[TextField, ...]
    starts: tuple[int, ...]

    def mention(self, start: int, end: int) -> Mention:
        """The same characters as a place in their field."""
        number = bisect_right(self.starts, start) - 1
        offset = self.starts[number]
        return Mention(self.fields[number], start - offset, end - offset)


def annotate(article: Article, finder: Finder | None = None) -> Article:
    """Give an article its people, organisations and places; those that it has are replaced.

    Names in title, kicker, lead, text and captions count. Photographers, authors and agencies
    in credits, bylines and datelines do not. The entities come with the most mentioned first.

    Args:
        article: is not changed.
        finder: another model than the one that the package carries.
    """
    return annotate_all([article], finder)[0]


def annotate_all(articles: Sequence[Article], finder: Finder | None = None) -> list[Article]:
    """As `annotate` for each of several articles, but quicker than one by one."""
    running = [_running(article) for article in articles]
    texts = [each.text for each in running]
    if finder is None:
        found = trained_finder().find_all(texts)
    else:
        found = [finder.find(text) for text in texts]
    return [
        replace(article, entities=_entities(each, spans))
        for article, each, spans in zip(articles, running, found, strict=True)
    ]


def _entities(running: _Running, spans: Sequence[Span]) -> tuple[Entity, ...]:
    spans = refined(running.text, spans)
    entities = [
        Entity(
            group.kind,
            group.name,
            group.role,
            tuple(running.mention(start, end) for start, end in group.mentions),
            group.long,
        )
        for group in link(running.text, spans, story=_story_start(running))
    ]
    return tuple(sorted(entities, key=lambda entity: -len(entity.mentions)))


def link(text: str, spans: Sequence[Span], story: int = 0) -> list[Group]:
    """Join the spans of one text into people, organisations and places, in the order of print.

    `story` is where the text of the story begins, which may open with a dateline.
    """
    by_kind: dict[EntityKind, list[Span]] = defaultdict(list)
    for span in _settled(text, joined(text, _of_the_story(text, spans, story))):
        by_kind[span.kind].append(span)
    groups = [
        *people.link(text, by_kind["person"]),
        *organisations.link(text, by_kind["organisation"]),
        *places.link(text, by_kind["place"]),
    ]
    return sorted(groups, key=lambda group: group.mentions[0])


def _running(article: Article) -> _Running:
    fields: list[TextField] = []
    starts: list[int] = []
    parts: list[str] = []
    position = 0
    for field in TEXT_FIELDS:
        part = article.field_text(field)
        if part:
            fields.append(field)
            starts.append(position)
            parts.append(part)
            position += len(part) + len(BREAK)
    return _Running(BREAK.join(parts), tuple(fields), tuple(starts))


def _story_start(running: _Running) -> int:
    return running.starts[running.fields.index("text")] if "text" in running.fields else 0


def _of_the_story(text: str, spans: Sequence[Span], story: int) -> list[Span]:
    """The spans without those in credits and bylines; of a dateline only its place is kept.

    No name runs on from one paragraph, or part of the article, to the next.
    """
    credits = Regions(credit_regions(text))
    dateline = story + dateline_end(text[story : story + 200])
    kept = []
    for span in spans:
        if BREAK in span.text or credits.overlap(span.start, span.end):
            continue
        if story <= span.start < dateline:
            if span.kind == "organisation":
                continue
            span = Span(span.start, span.end, "place", span.text)
        kept.append(span)
    return kept


def joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The same spans, names cut at a small word made whole: "Ursula von der Leyen"."""
    kept: list[Span] = []
    for span in spans:
        before = kept[-1] if kept else None
        if before and before.kind == span.kind == "person":
            between = text[before.end : span.start]
            if _PARTICLES_BETWEEN.fullmatch(between) and _may_go_on(before, between):
                kept[-1] = Span(before.start, span.end, "person", text[before.start : span.end])
                continue
        kept.append(span)
    whole = [_with_particles(text, span) for span in kept]
    return [
        span
        for number, span in enumerate(whole)
        if not number or span.start >= whole[number - 1].end
    ]


def _may_go_on(before: Span, between: str) -> bool:
    """Whether "von" goes on with a name: after "Anna" or "Graf", not in "Kern von Paul Lanz"."""
    last = before.text.split()[-1]
    return (
        not between.startswith((" von ", " zu "))
        or last in gazetteers().first_names
        or last in _OF_NOBLES
    )


def _with_particles(text: str, span: Span) -> Span:
    """A first name, or a noble's title, before " von der Heide" is the beginning of that name."""
    last = span.text.split()[-1]
    if span.kind != "person" or not (last in gazetteers().first_names or last in _OF_NOBLES):
        return span
    match = _WITH_PARTICLES.match(text, span.end)
    if not match or organisations.is_organisation(match["name"]):
        return span
    return Span(span.start, match.end(), "person", text[span.start : match.end()])


def _settled(text: str, spans: Sequence[Span]) -> list[Span]:
    """The same spans, each surface of one kind: what is known for sure, else what is found most.

    Words that stand after "ein" or "kein" in the same text are nouns, and left out, unless a
    list knows better.
    """
    nouns, never_cities = _nouns(text)
    votes: dict[str, dict[EntityKind, int]] = {}
    for span in spans:
        counts = votes.setdefault(span.text, {})
        counts[span.kind] = counts.get(span.kind, 0) + 1
    surnames = {
        surname
        for span in spans
        if span.kind == "person" and " " in span.text
        for surname in (span.text.split()[-1], span.text.partition(" ")[2])
    }
    # "Stadtmuseum Marenfurt": what stands last in such a name is a place, if it is no surname
    seats = {
        span.text.split()[-1]
        for span in spans
        if span.kind == "organisation" and organisations.begins_with_noun(span.text)
    }
    # "Hertha" is a first name, but not beside Hertha BSC
    clubs = {
        span.text.partition(" ")[0]
        for span in spans
        if span.kind == "organisation" and " " in span.text
    } & CLUBS
    kinds: dict[str, EntityKind] = {}
    for surface, counts in votes.items():
        bare = surface.removesuffix("s")
        if surface in organisations.known_names() or places.is_club(surface):
            kinds[surface] = "organisation"
        elif surface in places.country_names():
            kinds[surface] = "place"
        elif surface in clubs or bare in clubs:
            kinds[surface] = "organisation"
        elif (surface in surnames or bare in surnames) and not places.is_place(surface):
            kinds[surface] = "person"
        elif surface in seats and "person" in counts:
            kinds[surface] = "place"
        else:
            kinds[surface] = max(counts, key=counts.__getitem__)
    return [
        span if span.kind == kinds[span.text]
        else Span(span.start, span.end, kinds[span.text], span.text)
        for span in spans
        if kinds[span.text] == "person"
        or not (
            (span.text in nouns and not _is_listed(span.text))
            or (span.text in never_cities and not _is_sure(span.text))
        )
    ]  # fmt: skip


def _nouns(text: str) -> tuple[set[str], set[str]]:
    """The words after "ein", "kein", "jede", "pro", and those of them that are no neuters.

    Cities are neuter: "ein Berlin", but no "eine Berlin".
    """
    nouns: set[str] = set()
    not_neuter: set[str] = set()
    for match in _AFTER_ARTICLE.finditer(text):
        letters = text[max(0, match.start() - 3) : match.start()]
        ending = match["ending"]
        if letters[-1:] in ("e", "E") and not _is_letter(letters[-2:-1]):
            known = not ending or ending[0] == "e"
        else:
            known = letters[-2:] in ("ke", "Ke") and not _is_letter(letters[-3:-2])
        if known:
            nouns.add(match["noun"])
            if ending in ("e", "en", "er"):
                not_neuter.add(match["noun"])
    for match in _AFTER_EACH.finditer(text):
        letters = text[max(0, match.start() - 2) : match.start()]
        if letters[-1:] in ("j", "J") and not _is_letter(letters[-2:-1]):
            nouns.add(match["noun"])
            if match["ending"] in ("", "n", "r"):
                not_neuter.add(match["noun"])
    for match in _AFTER_PER.finditer(text):
        if not _is_letter(text[match.start() - 1 : match.start()]):
            nouns.add(match["noun"])
    return nouns, not_neuter


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_sure(name: str) -> bool:
    return name in places.country_names() or organisations.is_organisation(name)


def _is_listed(name: str) -> bool:
    return places.is_place(name) or organisations.is_organisation(name)
