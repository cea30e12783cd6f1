"""A plain engine that looks at every article for every query: slow, and easy to see right.

The yardstick of the contract tests; nothing else uses it.
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import translate
from os import PathLike
from pathlib import Path

from pressespiegel.search.document import VALUE_GAP, Document, Words
from pressespiegel.search.engine import Change, Match, Matches, MatchedSpan, Request, Size
from pressespiegel.search.german import analyse_word
from pressespiegel.search.query import tree as t


@dataclass(frozen=True)
class _Posting:
    position: int
    start: int
    end: int


Postings = dict[str, dict[str, list[_Posting]]]
GAP_WIDTH = 100


def postings(words: Words) -> dict[str, list[_Posting]]:
    """Term -> where it stands, by analysing each word of a field."""
    found: dict[str, list[_Posting]] = {}
    base = 0
    for surface, start in zip(words.surfaces, words.starts, strict=True):
        if surface == VALUE_GAP:
            base += GAP_WIDTH
            continue
        analysis = analyse_word(surface)
        for term, shift in analysis.terms:
            first, last = analysis.spans[shift]
            found.setdefault(term, []).append(_Posting(base + shift, start + first, start + last))
        base += len(analysis.spans)
    return found


class ReferenceEngine:
    """Keeps documents in a list, optionally in one JSONL file."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self.documents: dict[str, Document] = {}
        self.index: dict[str, Postings] = {}
        if file and file.exists():
            for line in file.read_text("utf-8").splitlines():
                data = json.loads(line)
                data["fields"] = {
                    k: Words(tuple(v[0]), tuple(v[1])) for k, v in data["fields"].items()
                }
                data["facets"] = {k: tuple(v) for k, v in data["facets"].items()}
                for key in ("stored", "fingerprint"):
                    data[key] = base64.b64decode(data[key])
                self.keep(Document(**data))

    def keep(self, document: Document) -> None:
        self.documents[document.id] = document
        self.index[document.id] = {f: postings(w) for f, w in document.fields.items()}

    def save(self) -> None:
        if self.file:
            with self.file.open("w", encoding="utf-8") as out:
                for d in self.documents.values():
                    data = {
                        "id": d.id,
                        "fields": {k: [w.surfaces, w.starts] for k, w in d.fields.items()},
                        "facets": d.facets,
                        "first": d.first,
                        "last": d.last,
                        "stored": base64.b64encode(d.stored).decode(),
                        "fingerprint": base64.b64encode(d.fingerprint).decode(),
                    }
                    out.write(json.dumps(data) + "\n")

    def writer(self, wait: float) -> _Writer:
        return _Writer(self)

    def search(self, request: Request) -> Matches:
        hits = {i: s for i in self.documents if (s := self.score(i, request.tree)) is not None}
        passed = {i: s for i, s in hits.items() if self.passes(i, request.filters, "")}
        facets = {}
        for facet in request.facets:
            counts: Counter[str] = Counter()
            for i in hits:
                if self.passes(i, request.filters, facet):
                    counts.update(self.documents[i].facets.get(facet, ()))
            chosen = request.filters.get(facet, ())
            ranked = sorted(counts.items(), key=lambda p: (-p[1], p[0]))
            top = ranked[: request.facet_limit]
            top += [(v, counts[v]) for v in chosen if v not in dict(top)]
            facets[facet] = tuple(top)

        def key(i: str) -> tuple[object, ...]:
            first = self.documents[i].first
            date = -math.inf if first is None else first
            if request.sort == "relevance":
                return (-passed[i], -date, i)
            return (first is None, -date if request.sort == "newest" else date, i)

        page = sorted(passed, key=key)[request.offset : request.offset + request.limit]
        return Matches(
            tuple(
                Match(i, passed[i], self.documents[i].stored, self.spans(i, request.tree))
                for i in page
            ),
            len(passed),
            facets,
        )

    def passes(self, i: str, filters: Mapping[str, tuple[str, ...]], but: str) -> bool:
        have = self.documents[i].facets
        return all(f == but or set(v) & set(have.get(f, ())) for f, v in filters.items())

    def score(self, i: str, node: t.Node) -> float | None:
        match node:
            case t.Everything():
                return 0.0
            case t.Nothing():
                return None
            case t.AllOf(children):
                every = [s for c in children if (s := self.score(i, c)) is not None]
                return sum(every) if len(every) == len(children) else None
            case t.AnyOf(children, minimum):
                scores = [s for c in children if (s := self.score(i, c)) is not None]
                return sum(scores) if len(scores) >= minimum else None
            case t.Not(child):
                return 0.0 if self.score(i, child) is None else None
            case t.Identified(ids):
                return 0.0 if i in ids else None
            case t.Dated(first, last):
                d = self.documents[i]
                if d.first is None or d.last is None:
                    return None
                fits = (first is None or d.last >= first) and (last is None or d.first <= last)
                return 0.0 if fits else None
        found = self.places(i, node)
        return float(len(found)) if found else None

    def places(self, i: str, node: t.Node) -> list[MatchedSpan]:
        out: list[MatchedSpan] = []
        match node:
            case t.AllOf(children) | t.AnyOf(children):
                for c in children:
                    out += self.places(i, c)
            case t.Word() | t.Expansion() as n:
                for f in n.fields:
                    terms = self.index[i].get(f, {})
                    names = (
                        [a.term for a in n.alternatives]
                        if isinstance(n, t.Word)
                        else [x for x in terms if x[0] == "=" and fits(n, x[1:])]
                    )
                    out += [MatchedSpan(f, p.start, p.end) for x in names for p in terms.get(x, ())]
            case t.Sequence(_, slots, fields, slop, ordered):
                for f in fields:
                    terms = self.index[i].get(f, {})
                    at = [[p for a in s.alternatives for p in terms.get(a.term, ())] for s in slots]
                    for run in runs(at, [s.offset for s in slots], slop, ordered):
                        out += [MatchedSpan(f, p.start, p.end) for p in run]
        return sorted(set(out), key=lambda s: (s.field, s.start, s.end))

    def spans(self, id: str, tree: t.Node) -> tuple[MatchedSpan, ...]:
        return tuple(self.places(id, tree)) if id in self.documents else ()

    def stored(self, id: str) -> bytes | None:
        return self.documents[id].stored if id in self.documents else None

    def ids(self) -> Iterator[str]:
        return iter(list(self.documents))

    def terms(self, fields: Sequence[t.SearchField], prefix: str) -> Iterator[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for fs in self.index.values():
            counts.update({x for f in fields for x in fs.get(f, {}) if x.startswith(prefix)})
        return iter(sorted(counts.items()))

    def values(self, facet: str) -> Mapping[str, int]:
        return Counter(v for d in self.documents.values() for v in d.facets.get(facet, ()))

    def size(self) -> Size:
        return Size(len(self.documents), 1, 0)

    def close(self) -> None:
        pass


def runs(
    at: list[list[_Posting]], offsets: list[int], slop: int, ordered: bool
) -> Iterator[list[_Posting]]:
    """Every choice of one posting per slot that stands as the sequence asks."""

    def grow(chosen: list[_Posting]) -> Iterator[list[_Posting]]:
        if len(chosen) == len(at):
            if not ordered:
                positions = [p.position for p in chosen]
                fits_window = max(positions) - min(positions) <= len(at) - 1 + slop
                if fits_window and len(set(positions)) == len(positions):
                    yield chosen
                return
            extra = (chosen[-1].position - chosen[0].position) - (offsets[-1] - offsets[0])
            if 0 <= extra <= slop:
                yield chosen
            return
        n = len(chosen)
        for p in at[n]:
            if ordered and chosen:
                step = p.position - chosen[-1].position
                if step < offsets[n] - offsets[n - 1]:
                    continue
            yield from grow([*chosen, p])

    return grow([])


def fits(node: t.Expansion, form: str) -> bool:
    """Whether a form fits the pattern of an expansion."""
    match node.kind:
        case "prefix":
            return form.startswith(node.pattern)
        case "wildcard":
            return re.fullmatch(translate(node.pattern), form) is not None
        case "regex":
            return re.fullmatch(node.pattern, form) is not None
        case "fuzzy":
            return distance(node.pattern, form) <= node.distance


def distance(a: str, b: str) -> int:
    """Edits between two words, a swap of neighbours counted as one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


class _Writer:
    def __init__(self, engine: ReferenceEngine) -> None:
        self.engine = engine
        self.changes: dict[str, Document | None] = {}

    def put(self, document: Document) -> Change:
        old = self.changes.get(document.id, self.engine.documents.get(document.id))
        if old and old.fingerprint == document.fingerprint:
            return "unchanged"
        self.changes[document.id] = document
        return "replaced" if old else "added"

    def delete(self, id: str) -> bool:
        had = self.changes.get(id, self.engine.documents.get(id)) is not None
        self.changes[id] = None
        return had

    def commit(self) -> None:
        for id, document in self.changes.items():
            if document is None:
                self.engine.documents.pop(id, None)
                self.engine.index.pop(id, None)
            else:
                self.engine.keep(document)
        self.engine.save()

    def abort(self) -> None:
        self.changes.clear()
