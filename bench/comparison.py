"""From what was measured to what is said about it: one table, and where engines disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from measure import Indexing, Querying

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the slow end of a workload's queries, in milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Spread:
        """Of the seconds that each query took."""
        ranked = sorted(seconds)
        middle, slow = (ranked[int(len(ranked) * share)] for share in (0.5, 0.95))
        return cls(middle * 1000, slow * 1000)


@dataclass(frozen=True, slots=True)
class Measured:
    """One engine's figures: the best of all rounds."""

    name: str
    articles_per_second: float
    megabytes: float
    indexing_peak: float
    opening_ms: float
    querying_peak: float
    workloads: dict[str, Spread]
    totals: list[int]
    facet_sums: list[list[int]]
    found: list[list[str]]

    @classmethod
    def of(cls, name: str, indexing: Sequence[Indexing], querying: Sequence[Querying]) -> Measured:
        """Join rounds: the quickest of each query, the least of what noise can only add to."""
        last = querying[-1]
        return cls(
            name=name,
            articles_per_second=max(each.articles / each.seconds for each in indexing),
            megabytes=indexing[-1].bytes / _MEGABYTE,
            indexing_peak=min(each.peak for each in indexing) / _MEGABYTE,
            opening_ms=min(each.opening for each in querying) * 1000,
            querying_peak=min(each.peak for each in querying) / _MEGABYTE,
            workloads={
                workload: Spread.of(
                    [
                        min(times)
                        for times in zip(
                            *(each.seconds[workload] for each in querying), strict=True
                        )
                    ]
                )
                for workload in last.seconds
            },
            totals=last.totals,
            facet_sums=last.facet_sums,
            found=last.found,
        )


def table(measured: Sequence[Measured]) -> str:
    """All figures as a Markdown table, in brackets how many times better the first engine is."""
    rows = [["", *(each.name for each in measured)], ["---"] * (len(measured) + 1)]
    rows.append(
        ["indexing, articles/s", *_row([(-each.articles_per_second,) for each in measured])]
    )
    for label, figure in _PLAIN_FIGURES.items():
        rows.append([label, *_row([(figure(each),) for each in measured])])
    for workload in measured[0].workloads:
        spreads = [each.workloads[workload] for each in measured]
        cells = _row([(spread.p50, spread.p95) for spread in spreads])
        rows.append([f"{workload}, p50 / p95 ms", *cells])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


_PLAIN_FIGURES: Mapping[str, Callable[[Measured], float]] = MappingProxyType(
    {
        "index, MB": lambda each: each.megabytes,
        "indexing, peak MB": lambda each: each.indexing_peak,
        "opening and first answer, ms": lambda each: each.opening_ms,
        "querying, peak MB": lambda each: each.querying_peak,
    }
)


def disagreements(measured: Sequence[Measured]) -> list[str]:
    """One line for every engine that did not do the same work as the first.

    Engines end to end read German differently, so there the numbers are only shown.
    """
    first, *others = measured
    lines = []
    for each in others:
        pairs = list(zip(first.totals, each.totals, strict=True))
        differing = sum(ours != theirs for ours, theirs in pairs)
        if differing:
            lines.append(
                f"{each.name}: another number of matches for {differing} of {len(pairs)} queries "
                f"({sum(first.totals)} by {first.name}, {sum(each.totals)} by {each.name})"
            )
        if first.facet_sums != each.facet_sums:
            lines.append(f"{each.name}: other facet counts than {first.name}")
        shared = [len(set(a) & set(b)) for a, b in zip(first.found, each.found, strict=True)]
        possible = sum(map(len, first.found))
        lines.append(f"{each.name}: {sum(shared)} of {possible} of the best ten are the same")
    return lines


def _row(figures: Sequence[tuple[float, ...]]) -> list[str]:
    """Cells of one row; a negative figure stands for one of which more is better."""
    cells = []
    for number, own in enumerate(figures):
        cell = " / ".join(_rounded(abs(figure)) for figure in own)
        if number:
            ratios = [_ratio(first, other) for first, other in zip(figures[0], own, strict=True)]
            cell += f" ({' / '.join(map(_rounded, ratios))})"
        cells.append(cell)
    return cells


def _ratio(first: float, other: float) -> float:
    better, worse = (other, first) if first >= 0 else (first, other)
    return abs(better / worse) if worse else 0.0


def _rounded(figure: float) -> str:
    """Three figures that tell.

    >>> _rounded(0.12345), _rounded(12.345), _rounded(12345.6)
    ('0.123', '12.3', '12,346')
    """
    if figure >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}" if figure >= 1 else f"{figure:.3f}"
