"""Several segments into one, array by array, in bounded memory, without what was deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import Ints, smallest_unsigned, starts_of
from pressespiegel.search.engines.whoosh.builder import (
    FINGERPRINT_BYTES,
    write_dates,
    write_facet,
)
from pressespiegel.search.engines.whoosh.dictionary import write_dictionary
from pressespiegel.search.engines.whoosh.sections import Array, SectionWriter
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.sketches import SketchNumbers, write_sketches
from pressespiegel.search.engines.whoosh.stored import MergedArticles

CHUNK = 2_000_000
"""About how many postings, or positions, are held at a time."""

WIDTH = 4
"""So many segments of like size are merged into one."""


def due(sizes: Sequence[int]) -> list[int]:
    """Which segments to merge now, given their sizes in documents; [] for none.

    Tiered: whenever `WIDTH` segments are of one order of magnitude (to base `WIDTH`), they are
    merged, the smallest first, so that each article is rewritten O(log articles) times.

    >>> due([5, 700, 6, 5, 6])
    [0, 2, 3, 4]
    """
    order = sorted(range(len(sizes)), key=lambda number: sizes[number])
    tiers: dict[int, list[int]] = {}
    for number in order:
        tier = (max(sizes[number], WIDTH).bit_length() - 1) // (WIDTH.bit_length() - 1)
        tiers.setdefault(tier, []).append(number)
    for tier in sorted(tiers):
        if len(tiers[tier]) >= WIDTH:
            return sorted(tiers[tier])
    return []


@dataclass(frozen=True, slots=True)
class _Source:
    """A segment to merge: its living documents, and their new numbers (-1 for deleted ones)."""

    segment: Segment
    living: Ints
    numbers: Ints


@dataclass(frozen=True, slots=True)
class _Field:
    """A field's merged terms, and for each source: its first term, and the merged place of each."""

    name: str
    terms: list[bytes]
    firsts: list[int]
    places: list[Ints]


def merge(path: Path, segments: Sequence[Segment]) -> None:
    """Write the living documents of several segments as one; O(postings).

    Memory: the terms of one field at a time, and `CHUNK` postings.

    Raises:
        OSError: the disk is full.
        ArchiveInvalid: a segment is damaged.
    """
    sources = list(_sources(segments))
    names = sorted({name for each in segments for name in each.fields})
    names.sort(key=lambda name: name != "id")
    with SectionWriter(path) as out:
        out.meta["documents"] = sum(len(source.living) for source in sources)
        fields = [_field(name, sources) for name in names]
        totals = {}
        for name in names[1:]:
            totals[name] = _merge_lengths(out, name, sources)
            _merge_places(out, name, sources)
        out.meta["totals"] = dict(totals)
        _merge_postings(out, fields, sources)
        facets = list(dict.fromkeys(name for each in segments for name in each.facet_names))
        out.meta["facets"] = list(facets)
        for name in facets:
            _merge_facet(out, name, sources)
        _merge_dates(out, fields[0], sources)
        out.add_parts("fingerprints", np.dtype("u1"), _fingerprints(sources))
        write_sketches(out, _sketches(sources))
        stored = [(source.segment.stored, source.numbers >= 0) for source in sources]
        MergedArticles(stored).write(out)


def _sources(segments: Sequence[Segment]) -> Iterator[_Source]:
    base = 0
    for segment in segments:
        alive = np.ones(segment.count, dtype=np.bool_)
        if segment.deleted is not None:
            alive = ~segment.deleted
        numbers = np.where(alive, np.cumsum(alive) - 1 + base, -1)
        living = np.flatnonzero(alive)
        base += len(living)
        yield _Source(segment, living, numbers)


def _merge_dates(out: SectionWriter, ids: _Field, sources: Sequence[_Source]) -> None:
    first, last = (
        np.concatenate([source.segment.sections[name][source.living] for source in sources])
        for name in ("date.first", "date.last")
    )
    id_ranks = [
        places[source.segment.id_terms[source.living] - number]
        for source, places, number in zip(sources, ids.places, ids.firsts, strict=True)
    ]
    write_dates(out, first, last, np.concatenate(id_ranks))


def _fingerprints(sources: Sequence[_Source]) -> Iterator[Array]:
    for source in sources:
        rows = source.segment.sections["fingerprints"].reshape(-1, FINGERPRINT_BYTES)
        yield rows[source.living].reshape(-1)


def _sketches(sources: Sequence[_Source]) -> SketchNumbers:
    return SketchNumbers.joined(
        [
            SketchNumbers.within(source.segment.sections).renumbered(source.numbers)
            for source in sources
        ]
    )


def _field(name: str, sources: Sequence[_Source]) -> _Field:
    """Join the terms of a field. Terms that only deleted documents have are kept out."""
    lists: list[list[bytes]] = []
    firsts: list[int] = []
    for source in sources:
        first, after = source.segment.dictionary.range(name)
        firsts.append(first)
        lists.append([term for _, term in source.segment.dictionary.walk(first, after)])
    terms: list[bytes] = []
    for each in lists:
        terms.extend(each)
    terms.sort()
    terms = list(dict.fromkeys(terms))
    place = {term: number for number, term in enumerate(terms)}
    places = [
        np.fromiter(map(place.__getitem__, each), dtype=np.int64, count=len(each)) for each in lists
    ]
    return _Field(name, terms, firsts, places)


def _merge_lengths(out: SectionWriter, name: str, sources: Sequence[_Source]) -> int:
    parts = []
    for source in sources:
        lengths = source.segment.lengths(name)
        if lengths is None:
            parts.append(np.zeros(len(source.living), dtype=np.int64))
        else:
            parts.append(lengths[source.living].astype(np.int64))
    joined = np.concatenate(parts)
    out.add(f"lengths.{name}", joined.astype(smallest_unsigned(int(joined.max(initial=0)))))
    return int(joined.sum())


def _merge_places(out: SectionWriter, name: str, sources: Sequence[_Source]) -> None:
    """Carry over which characters each position is, document by document."""
    if not any(f"places.{name}.ends" in source.segment.sections for source in sources):
        return
    counts: list[Ints] = []
    kept: list[npt.NDArray[np.bool_] | None] = []
    for source in sources:
        ends = source.segment.sections.get(f"places.{name}.ends")
        if ends is None:
            counts.append(np.zeros(len(source.living), dtype=np.int64))
            kept.append(None)
            continue
        own = ends.astype(np.int64) - starts_of(ends)
        counts.append(own[source.living])
        kept.append(np.repeat(source.numbers >= 0, own))
    joined = np.cumsum(np.concatenate(counts))
    largest = int(joined[-1]) if len(joined) else 0
    out.add(f"places.{name}.ends", joined.astype(smallest_unsigned(largest)))
    for part in ("steps", "widths"):
        arrays = [
            source.segment.sections[f"places.{name}.{part}"][mask]
            for source, mask in zip(sources, kept, strict=True)
            if mask is not None
        ]
        widest = max((each.dtype for each in arrays), key=lambda dtype: dtype.itemsize)
        out.add_parts(f"places.{name}.{part}", widest, arrays)


def _merge_facet(out: SectionWriter, name: str, sources: Sequence[_Source]) -> None:
    columns = [source.segment.facet(name) for source in sources]
    lists = [
        [] if column is None else [column.encoded(n) for n in range(column.count)]
        for column in columns
    ]
    encoded = sorted(set(chain.from_iterable(lists)))
    place = {value: number for number, value in enumerate(encoded)}
    counts: list[Ints] = []
    ordinals: list[Ints] = []
    for source, column, own_values in zip(sources, columns, lists, strict=True):
        if column is None:
            counts.append(np.zeros(len(source.living), dtype=np.int64))
            continue
        ends = column.document_ends.astype(np.int64)
        own = ends - starts_of(ends)
        counts.append(own[source.living])
        moved = np.array([place[value] for value in own_values], dtype=np.int64)
        ordinals.append(moved[column.ordinals[np.repeat(source.numbers >= 0, own)]])
    used = np.zeros(0, dtype=np.int64)
    if ordinals:
        used = np.concatenate(ordinals)
    present = np.flatnonzero(np.bincount(used, minlength=len(encoded)))
    final = np.zeros(len(encoded), dtype=np.int64)
    final[present] = np.arange(len(present))
    values = [encoded[number] for number in present.tolist()]
    write_facet(out, name, values, np.concatenate(counts), final[used])


def _merge_postings(
    out: SectionWriter, fields: Sequence[_Field], sources: Sequence[_Source]
) -> None:
    """Join the postings of each term, source after source, so that documents stay in order."""
    document_counts: list[Ints] = []
    position_counts: list[Ints] = []
    kept_fields: list[tuple[_Field, npt.NDArray[np.bool_]]] = []
    for field in fields:
        docs = np.zeros(len(field.terms), dtype=np.int64)
        positions = np.zeros(len(field.terms), dtype=np.int64)
        for number, source in enumerate(sources):
            own_docs, own_positions = _living_counts(source, field, number)
            docs[field.places[number]] += own_docs
            positions[field.places[number]] += own_positions
        used = docs > 0
        kept_fields.append((field, used))
        document_counts.append(docs)
        position_counts.append(positions)
    write_dictionary(
        out,
        [
            (
                field.name,
                [term for term, keep in zip(field.terms, used.tolist(), strict=True) if keep],
            )
            for field, used in kept_fields
        ],
    )
    for section, counts in (
        ("postings.ends", document_counts),
        ("positions.ends", position_counts),
    ):
        chosen = [each[used] for each, (_, used) in zip(counts, kept_fields, strict=True)]
        ends = np.cumsum(np.concatenate(chosen))
        out.add(section, ends.astype(smallest_unsigned(int(ends[-1]) if len(ends) else 0)))

    def gathered(section: str, counts: Sequence[Ints]) -> Iterator[Array]:
        for field, own in zip(fields, counts, strict=True):
            yield from _gather(section, field, own, sources)

    out.add_parts("postings.docs", np.dtype("<u4"), gathered("postings.docs", document_counts))
    for section, counts in (
        ("postings.freqs", document_counts),
        ("positions.values", position_counts),
    ):
        types = [source.segment.sections[section].dtype for source in sources]
        widest = max(types, key=lambda dtype: dtype.itemsize)
        out.add_parts(section, widest, gathered(section, counts))


def _living_counts(source: _Source, field: _Field, number: int) -> tuple[Ints, Ints]:
    """How many living documents, and positions in them, each term of a source has."""
    first = field.firsts[number]
    after = first + len(field.places[number])
    ends, position_ends = (
        source.segment.sections[name][max(first - 1, 0) : after].astype(np.int64)
        for name in ("postings.ends", "positions.ends")
    )
    if first == 0:
        ends, position_ends = np.append(0, ends), np.append(0, position_ends)
    if source.segment.deleted is None:
        return np.diff(ends), np.diff(position_ends)
    start, stop = int(ends[0]), int(ends[-1])
    alive = source.numbers[source.segment.sections["postings.docs"][start:stop]] >= 0
    freqs = source.segment.sections["postings.freqs"][start:stop].astype(np.int64)
    living = np.append(0, np.cumsum(alive))
    placed = np.append(0, np.cumsum(np.where(alive, freqs, 0)))
    docs = np.diff(living[ends - start])
    has_positions = np.diff(position_ends) > 0
    return docs, np.where(has_positions, np.diff(placed[ends - start]), 0)


def _gather(
    section: str, field: _Field, counts: Ints, sources: Sequence[_Source]
) -> Iterator[Array]:
    """The values of one section in merged order, some terms at a time."""
    ends = np.cumsum(counts)
    begin = 0
    while begin < len(counts):
        base = int(ends[begin - 1]) if begin else 0
        stop = max(int(np.searchsorted(ends, base + CHUNK)), begin + 1)
        stop = min(stop, len(counts))
        yield _gather_terms(section, field, counts, sources, begin, stop)
        begin = stop


def _gather_terms(
    section: str, field: _Field, counts: Ints, sources: Sequence[_Source], begin: int, stop: int
) -> Array:
    own = counts[begin:stop]
    free = np.cumsum(own) - own
    joined = np.empty(int(own.sum()), dtype=np.int64)
    for number, source in enumerate(sources):
        places = field.places[number]
        low, high = np.searchsorted(places, (begin, stop))
        if low == high:
            continue
        values, lengths = _living_values(
            section, source, field.firsts[number] + int(low), int(high - low)
        )
        targets = places[low:high] - begin
        starts = np.cumsum(lengths) - lengths
        joined[np.arange(len(values)) + np.repeat(free[targets] - starts, lengths)] = values
        free[targets] += lengths
    return joined


def _living_values(section: str, source: _Source, first: int, count: int) -> tuple[Ints, Ints]:
    """The values of some neighbouring terms of a source, and how many each term has."""
    sections = source.segment.sections
    bounds = {}
    for name in ("postings.ends", "positions.ends"):
        ends = sections[name][max(first - 1, 0) : first + count].astype(np.int64)
        bounds[name] = ends if first else np.append(0, ends)
    ends = bounds["postings.ends"]
    docs = sections["postings.docs"][int(ends[0]) : int(ends[-1])]
    alive = source.numbers[docs] >= 0
    if section != "positions.values":
        values = source.numbers[docs] if section == "postings.docs" else None
        if values is None:
            values = sections[section][int(ends[0]) : int(ends[-1])].astype(np.int64)
        living = np.append(0, np.cumsum(alive))
        return values[alive], np.diff(living[ends - ends[0]])
    position_ends = bounds["positions.ends"]
    placed = np.diff(position_ends) > 0
    freqs = sections["postings.freqs"][int(ends[0]) : int(ends[-1])].astype(np.int64)
    freqs = np.where(np.repeat(placed, np.diff(ends)), freqs, 0)
    values = sections[section][int(position_ends[0]) : int(position_ends[-1])].astype(np.int64)
    kept = np.append(0, np.cumsum(np.where(alive, freqs, 0)))
    return values[np.repeat(alive, freqs)], np.diff(kept[ends - ends[0]])
