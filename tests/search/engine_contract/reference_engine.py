"""A plain engine that looks at every article for every query: slow, and easy to see right.

The yardstick of the differential tests: what `pressespiegel.search.query.tree` and
`pressespiegel.search.engine` promise, written down in the most direct way. It keeps everything
in memory and adds up occurrences for a score.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pressespiegel.search.article import TEXT_FIELDS
from pressespiegel.search.document import VALUE_GAP, Document, Words
from pressespiegel.search.engine import (
    DEFAULT_MEMORY,
    Change,
    Commit,
    DateCounts,
    Joining,
    Match,
    MatchedSpan,
    Matches,
    Request,
    Size,
)
from pressespiegel.search.errors import ArchiveLocked
from pressespiegel.search.german import analyse_word
from pressespiegel.search.query import tree
from pressespiegel.search.sketch import NUMBER_BYTES, likeliest
from pressespiegel.search.time_limit import NEVER, Deadline
from pressespiegel.search.withdrawal import joined

GAP_WIDTH = 100
"""Positions between two values of a field, more than any slop."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One place of a term in a field: its position, and the characters it was found on."""

    position: int
    start: int
    end: int


Postings = Mapping[str, Sequence[Posting]]
Place = tuple[tree.SearchField, int, int]
"""A field and the characters in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with the postings of each of its fields."""

    document: Document
    fields: Mapping[tree.SearchField, Postings]

    @classmethod
    def of(cls, document: Document) -> Kept:
        """Analyse a document word by word."""
        return cls(document, {name: postings(words) for name, words in document.fields.items()})

    def terms(self, field: tree.SearchField) -> Postings:
        """Term -> where it stands in one field."""
        return self.fields.get(field, {})


def postings(words: Words) -> Postings:
    """Where each term stands in a field, by analysing each of its words."""
    found: dict[str, list[Posting]] = {}
    base = 0
    for surface, start in zip(words.surfaces, words.starts, strict=True):
        if surface == VALUE_GAP:
            base += GAP_WIDTH
            continue
        analysis = analyse_word(surface)
        for term, shift in analysis.terms:
            first, last = analysis.spans[shift]
            found.setdefault(term, []).append(Posting(base + shift, start + first, start + last))
        base += len(analysis.spans)
    return found


def score(kept: Kept, node: tree.Node) -> float | None:
    """What a node is worth in an article, None where it does not match."""
    match node:
        case tree.Everything():
            return 0.0
        case tree.Nothing():
            return None
        case tree.AllOf(children):
            scores = _scores(kept, children)
            return sum(scores) if len(scores) == len(children) else None
        case tree.AnyOf(children, minimum, worths):
            found = [score(kept, child) for child in children]
            counted = zip(found, worths or (1,) * len(children), strict=True)
            times = sum(worth for each, worth in counted if each is not None)
            return sum(each for each in found if each is not None) if times >= minimum else None
        case tree.Ranked(child, by):
            return None if score(kept, child) is None else sum(_scores(kept, by))
        case tree.Not(child):
            return 0.0 if score(kept, child) is None else None
        case tree.Identified(ids):
            return 0.0 if kept.document.id in ids else None
        case tree.Dated(first, last):
            return 0.0 if _may_lie_between(kept.document, first, last) else None
        case tree.Word() | tree.Sequence():
            return float(len(places(kept, node))) or None
        case tree.Expansion():
            raise AssertionError("expansions are resolved before")


def _scores(kept: Kept, nodes: Sequence[tree.Node]) -> list[float]:
    return [found for node in nodes if (found := score(kept, node)) is not None]


def _allowed(kept: Kept, request: Request) -> bool:
    have = kept.document.facets
    if any(set(values) & set(have.get(name, ())) for name, values in request.excluded.items()):
        return False
    return request.period is None or score(kept, request.period) is not None


def _may_lie_between(document: Document, first: int | None, last: int | None) -> bool:
    if document.first is None or document.last is None:
        return False
    return (first is None or document.last >= first) and (last is None or document.first <= last)


def places(kept: Kept, node: tree.Node) -> set[Place]:
    """Where the terms of a node stand in an article, whether or not the whole node matches.

    Of a sequence, only where all of it stands together; of a negation, nowhere.
    """
    match node:
        case tree.AllOf(children) | tree.AnyOf(children):
            return {place for child in children for place in places(kept, child)}
        case tree.Ranked(child):
            return places(kept, child)
        case tree.Word(_, alternatives, fields):
            return {
                (field, each.start, each.end)
                for field in fields
                for alternative in alternatives
                for each in kept.terms(field).get(alternative.term, ())
            }
        case tree.Sequence():
            return {
                (field, each.start, each.end)
                for field in node.fields
                for run in runs(node, kept.terms(field))
                for each in run
            }
    return set()


def resolved(node: tree.Node, archive: Collection[Kept]) -> tree.Node:
    """The same node with each expansion as the word of all forms that fit it, the first ones in
    the order of the alphabet where there are too many."""
    match node:
        case tree.AllOf(children):
            return tree.AllOf(tuple(resolved(child, archive) for child in children))
        case tree.AnyOf(children, minimum, worths):
            inner = tuple(resolved(child, archive) for child in children)
            return tree.AnyOf(inner, minimum, worths)
        case tree.Ranked(child, by):
            ranked = tuple(resolved(each, archive) for each in by)
            return tree.Ranked(resolved(child, archive), ranked)
        case tree.Not(child):
            return tree.Not(resolved(child, archive))
        case tree.Expansion():
            terms = {
                term for kept in archive for field in node.fields for term in kept.terms(field)
            }
            forms = sorted(term for term in terms if term[0] == "=" and fits(node, term[1:]))
            alternatives = tuple(tree.Alternative(term) for term in forms[: node.limit])
            return tree.Word(node.pattern, alternatives, node.fields)
    return node


def runs(node: tree.Sequence, terms: Postings) -> Iterator[tuple[Posting, ...]]:
    """Every choice of one posting for each slot that stands as the sequence asks."""
    choices = [
        [each for alternative in slot.alternatives for each in terms.get(alternative.term, ())]
        for slot in node.slots
    ]

    def grow(chosen: tuple[Posting, ...]) -> Iterator[tuple[Posting, ...]]:
        if len(chosen) == len(choices):
            if _stands(node, [each.position for each in chosen]):
                yield chosen
            return
        for each in choices[len(chosen)]:
            yield from grow((*chosen, each))

    return grow(()) if choices else iter(())


def _stands(node: tree.Sequence, positions: Sequence[int]) -> bool:
    if not node.ordered:
        window = max(positions) - min(positions)
        apart = len(set(positions)) == len(positions)
        return apart and window <= len(positions) - 1 + node.slop
    # How far each word stands behind the place that an exact phrase would give it.
    shifts = [position - slot.offset for position, slot in zip(positions, node.slots, strict=True)]
    return shifts == sorted(shifts) and shifts[-1] - shifts[0] <= node.slop


def fits(node: tree.Expansion, form: str) -> bool:
    """Whether a form fits the pattern of an expansion; a broken regular expression fits none."""
    match node.kind:
        case "prefix":
            return form.startswith(node.pattern)
        case "fuzzy":
            return distance(node.pattern, form) <= node.distance
        case "wildcard":
            signs = {"*": ".*", "?": "."}
            pattern = "".join(signs.get(sign) or re.escape(sign) for sign in node.pattern)
            return re.fullmatch(pattern, form, re.DOTALL) is not None
        case "regex":
            try:
                return re.fullmatch(node.pattern, form) is not None
            except re.error:
                return False


def distance(one: str, other: str) -> int:
    """Edits between two words, a swap of neighbours counted as one (optimal string alignment).

    >>> distance("brücke", "brükce"), distance("haus", "maus"), distance("ab", "abcd")
    (1, 1, 2)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            edits = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != against))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == against:
                edits = min(edits, older[j - 2] + 1)
            row.append(edits)
    return row[-1]


class ReferenceEngine:
    """All documents in a dict."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._commits = 0
        self.taken_back: Mapping[str, int] = {}
        self._writing = threading.Lock()

    def writer(self, wait: float, memory: int = DEFAULT_MEMORY) -> _Writer:
        if not self._writing.acquire(timeout=wait):
            raise ArchiveLocked("this process is writing")
        return _Writer(self)

    def compact(self, wait: float) -> None:
        self.writer(wait).abort()  # there is nothing to compact

    def committed(self) -> Mapping[str, Kept]:
        """The documents of the last commit."""
        return self._kept

    def end_writing(self, kept: Mapping[str, Kept]) -> None:
        """Make these the documents, and let others write."""
        if self._kept != kept:
            self._commits += 1
        self._kept = dict(kept)
        self._writing.release()

    def search(self, request: Request) -> Matches:
        node = resolved(request.tree, self._kept.values())
        chosen = request.filters
        request = replace(
            request,
            filters=self._members(request, chosen),
            excluded=self._members(request, request.excluded),
        )
        found = {
            id: worth * self._freshness(kept, request.ranking.half_life)
            for id, kept in self._kept.items()
            if (worth := score(kept, node)) is not None and _allowed(kept, request)
        }
        passed = [id for id in found if self._passes(id, request.filters)]

        def rank(id: str) -> tuple[float | bool | str, ...]:
            first = self._kept[id].document.first
            undated, age = first is None, 0 if first is None else -first
            if request.sort == "relevance":
                return (-found[id], undated, age, id)
            return (undated, age if request.sort == "newest" else -age, id)

        passed.sort(key=rank)
        return Matches(
            tuple(
                Match(id, found[id], self._kept[id].document.stored, self._marked(id, request))
                for id in passed[request.offset : request.offset + request.limit]
            ),
            len(passed),
            {
                name: self._facet(name, list(found), request, chosen.get(name, ()))
                for name in request.facets
            },
            self._dates(passed) if request.dates else None,
        )

    def _freshness(self, kept: Kept, half_life: float | None) -> float:
        dates = [
            first for each in self._kept.values() if (first := each.document.first) is not None
        ]
        if half_life is None or not dates:
            return 1.0
        first = min(dates) if kept.document.first is None else kept.document.first
        return float(0.5 ** ((max(dates) - first) / 1440 / half_life))

    def _dates(self, ids: Sequence[str]) -> DateCounts:
        ranges: Counter[tuple[int, int]] = Counter()
        for id in ids:
            first, last = self._kept[id].document.first, self._kept[id].document.last
            if first is not None and last is not None:
                ranges[first // 1440, last // 1440] += 1
        return DateCounts(dict(ranges), len(ids) - sum(ranges.values()))

    def place(self, request: Request, id: str) -> int | None:
        every = self.search(replace(request, offset=0, limit=len(self._kept), facets=()))
        ids = [match.id for match in every.matches]
        return ids.index(id) if id in ids else None

    def every(self, request: Request) -> Iterator[bytes]:
        whole = self.search(replace(request, offset=0, limit=len(self._kept), facets=()))
        return iter([match.stored for match in whole.matches])

    def _facet(
        self, name: str, found: Sequence[str], request: Request, chosen: Sequence[str]
    ) -> tuple[tuple[str, int], ...]:
        others = {each: values for each, values in request.filters.items() if each != name}
        names = _Names(self._counted(name), name, request.joining)
        counts = Counter(
            value
            for id in found
            if self._passes(id, others)
            for value in {names.name(each) for each in self._kept[id].document.facets.get(name, ())}
        )
        visible = [pair for pair in counts.items() if pair[0] not in names.hidden]
        ranked = sorted(visible, key=lambda pair: (-pair[1], pair[0]))
        shown = ranked[: request.facet_limit]
        listed = {value for value, _ in shown}
        named = dict.fromkeys(map(names.name, chosen))
        missing = [each for each in named if each not in listed]
        return (*shown, *((value, counts[value]) for value in missing))

    def _members(
        self, request: Request, filters: Mapping[str, tuple[str, ...]]
    ) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(
                member
                for names in [_Names(self._counted(name), name, request.joining)]
                for value in values
                for member in names.members(value)
            )
            for name, values in filters.items()
        }

    def _counted(self, facet: str) -> Counter[str]:
        return Counter(
            value for kept in self._kept.values() for value in kept.document.facets.get(facet, ())
        )

    def _marked(self, id: str, request: Request) -> tuple[MatchedSpan, ...]:
        asked = self.spans(id, request.marked) if request.marked else ()
        return asked or self.spans(id, request.tree)

    def pinned(self, deadline: Deadline = NEVER) -> ReferenceEngine:
        pinned = ReferenceEngine()
        pinned._kept = self._kept
        return pinned

    def _passes(self, id: str, filters: Mapping[str, tuple[str, ...]]) -> bool:
        have = self._kept[id].document.facets
        return all(set(chosen) & set(have.get(name, ())) for name, chosen in filters.items())

    def spans(self, id: str, node: tree.Node) -> tuple[MatchedSpan, ...]:
        if id not in self._kept:
            return ()
        found = places(self._kept[id], resolved(node, self._kept.values()))
        return tuple(
            MatchedSpan(field, start, end)
            for field, start, end in sorted(found)
            if field in TEXT_FIELDS
        )

    def alike(self, ids: Sequence[str], limit: int) -> Mapping[str, Sequence[str]]:
        return {id: self._alike(id, limit) for id in ids if id in self._kept}

    def _alike(self, id: str, limit: int) -> Sequence[str]:
        wanted = _numbers(self._kept[id].document.sketch)
        have = {
            other: wanted & _numbers(kept.document.sketch) for other, kept in self._kept.items()
        }
        counts = Counter(number for numbers in have.values() for number in numbers)
        ids = list(have)
        shared = np.array([len(have[other]) for other in ids], dtype=np.int64)
        worth = np.array([sum(1 / counts[number] for number in have[other]) for other in ids])
        found = [ids[place] for place in likeliest(shared, worth, len(wanted), len(ids))]
        return [other for other in found if other != id][:limit]

    def stored(self, id: str) -> bytes | None:
        return self._kept[id].document.stored if id in self._kept else None

    def withdrawn(self, id: str) -> int | None:
        return self.taken_back.get(id)

    def ids(self) -> Iterator[str]:
        return iter(list(self._kept))

    def terms(self, fields: Sequence[tree.SearchField], prefix: str) -> Iterator[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for kept in self._kept.values():
            terms = {term for field in fields for term in kept.terms(field)}
            counts.update(term for term in terms if term.startswith(prefix))
        return iter(sorted(counts.items()))

    def values(self, facet: str, joining: Joining | None = None) -> Mapping[str, int]:
        everything = Request(
            tree.Everything(), limit=0, facets=(facet,), facet_limit=2**31, joining=joining
        )
        return dict(self.search(everything).facets[facet])

    def shown(self, facet: str, values: Sequence[str], joining: Joining) -> tuple[str, ...]:
        names = _Names(self._counted(facet), facet, joining)
        named = map(names.name, values)
        return tuple("" if name in names.hidden else name for name in named)

    def commit(self) -> Commit:
        return Commit(self._commits, self._commits)

    def parts(self) -> Sequence[_Whole]:
        return [_Whole(self, f"commit {self._commits}")]

    def size(self) -> Size:
        stored = sum(len(kept.document.stored) for kept in self._kept.values())
        return Size(len(self._kept), 1 if self._kept else 0, stored)

    def close(self) -> None:
        self._kept = {}


def _numbers(sketch: bytes) -> set[bytes]:
    return {sketch[place : place + NUMBER_BYTES] for place in range(0, len(sketch), NUMBER_BYTES)}


@dataclass(frozen=True)
class _Whole:
    """All articles of one commit as a single part."""

    engine: ReferenceEngine
    name: str

    @property
    def articles(self) -> int:
        return self.engine.size().articles

    def terms(self, field: tree.SearchField, prefix: str) -> Sequence[str]:
        return [term for term, _ in self.engine.terms((field,), prefix)]

    def articles_with(self, field: tree.SearchField, prefix: str) -> npt.NDArray[np.integer]:
        return np.array([count for _, count in self.engine.terms((field,), prefix)], np.int64)

    def frequency(self, field: tree.SearchField, term: str) -> int:
        return dict(self.engine.terms((field,), "")).get(term, 0)

    def values(self, facet: str) -> Sequence[str]:
        return sorted(self.engine.values(facet))

    def articles_of(self, facet: str) -> npt.NDArray[np.integer]:
        counts = self.engine.values(facet)
        return np.array([counts[value] for value in self.values(facet)], np.int64)


class _Writer:
    def __init__(self, engine: ReferenceEngine) -> None:
        self._engine = engine
        self._kept = dict(engine.committed())
        self._taken_back = dict(engine.taken_back)

    def put(self, document: Document) -> Change:
        old = self._kept.get(document.id)
        if old and old.document.fingerprint == document.fingerprint:
            return "unchanged"
        self._kept[document.id] = Kept.of(document)
        return "replaced" if old else "added"

    def delete(self, id: str) -> bool:
        return self._kept.pop(id, None) is not None

    def withdraw(self, id: str, version: int) -> bool:
        self._taken_back[id] = joined(self._taken_back.get(id), version)
        return self.delete(id)

    def commit(self) -> None:
        self._engine.taken_back = self._taken_back
        self._engine.end_writing(self._kept)

    def abort(self) -> None:
        self._engine.end_writing(self._engine.committed())


class _Names:
    """What a `Joining` says of the values of a facet, one by one."""

    def __init__(self, counts: Counter[str], facet: str, joining: Joining | None) -> None:
        values = sorted(counts)
        self._facet = facet
        self._joining = joining if joining and joining.concerns(facet) else None
        self._names = {value: value for value in values}
        self.hidden: set[str] = set()
        if self._joining:
            joined = self._joining.joined(facet, values, lambda place: counts[values[place]])
            for group in joined.groups:
                self._names.update((values[place], group.label) for place in group.members)
            self.hidden = {self._names[values[place]] for place in joined.hidden}

    def name(self, value: str) -> str:
        if value in self._names.values():
            return value
        if value in self._names or not self._joining:
            return self._names.get(value, value)
        return self._joining.canonical(self._facet, value)

    def members(self, value: str) -> list[str]:
        name = self.name(value)
        return [name, *(each for each, other in self._names.items() if other == name)]
