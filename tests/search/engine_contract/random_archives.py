"""Random small archives and random queries about them, for the differential tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

from pressespiegel.search.document import Document
from pressespiegel.search.engine import Engine, Request
from pressespiegel.search.german import analyse_word
from pressespiegel.search.naming import Naming
from pressespiegel.search.naming.owner_names import read_names
from pressespiegel.search.query import tree
from pressespiegel.search.ranking import Ranking

from .invented_documents import document

WORDS = ("kai", "kais", "haus", "häuser", "hausbau", "ab", "ba", "abab", "Nord-Süd-Kai", "2022")
"""Few enough to meet often; with inflections, a compound and a word of several positions."""

TERMS = tuple(sorted({term for word in WORDS for term, _ in analyse_word(word).terms}))
FIELDS: tuple[tree.SearchField, ...] = ("title", "text", "person", "keyword", "lead")
VALUES = ("Ada Kai", "Bea Haus", "Nord-Süd-Kai", "kai", "ab ab", "Ab-Ab", "ab abs")
LINES = (
    "person: Ada Kai = Bea Haus",
    "person: Neu = kai = Nord-Süd-Kai",
    "ab ab = kai",
    "quelle: kai = Ada Kai = ab ab",
    "- kai",
    "- quelle: Bea Haus",
    "! Ab-Ab",
)
"""Of an owner's list of names."""
IDS = tuple("abcdefg")
DATES = ("", "2021", "2022", "2022-01", "2022-01-05", "2022-01-05T10:30", "2022-02-01")

_texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
_values = st.lists(st.sampled_from(VALUES), max_size=3, unique=True).map(tuple)

documents = st.builds(
    document,
    st.sampled_from(IDS),
    _texts,
    title=_texts,
    published=st.sampled_from(DATES),
    keywords=_values,
    person=_values,
    source=st.sampled_from(VALUES),
)


@dataclass(frozen=True, slots=True)
class Transaction:
    """What one writer does: documents are put, ids deleted, in this order, and then its end."""

    changes: tuple[Document | str, ...]
    end: Literal["commit", "abort"]

    def apply(self, engine: Engine) -> list[object]:
        """Make the changes; what the engine said to each."""
        writer = engine.writer(wait=10)
        said: list[object] = [
            writer.delete(change) if isinstance(change, str) else writer.put(change)
            for change in self.changes
        ]
        writer.commit() if self.end == "commit" else writer.abort()
        return said


transactions = st.builds(
    Transaction,
    st.lists(documents | st.sampled_from(IDS), max_size=6).map(tuple),
    st.sampled_from(("commit", "commit", "commit", "abort")),
)
histories = st.lists(transactions, min_size=1, max_size=8)

_fields = st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3, unique=True).map(tuple)
_alternatives = st.lists(st.sampled_from(TERMS), min_size=1, max_size=3, unique=True).map(
    lambda terms: tuple(map(tree.Alternative, terms))
)


@st.composite
def sequences(draw: st.DrawFn) -> tree.Sequence:
    """Two to four slots, their offsets rising by one to three words."""
    steps = draw(st.lists(st.sampled_from((1, 1, 1, 2, 3)), min_size=1, max_size=3))
    offsets = [0]
    for step in steps:
        offsets.append(offsets[-1] + step)
    slots = tuple(tree.Slot(draw(_alternatives), offset) for offset in offsets)
    return tree.Sequence("", slots, draw(_fields), draw(st.integers(0, 4)), draw(st.booleans()))


expansions = st.one_of(
    st.builds(
        tree.Expansion,
        st.just("prefix"),
        st.sampled_from(("", "k", "ka", "haus", "ab", "z")),
        fields=_fields,
    ),
    st.builds(
        tree.Expansion,
        st.just("wildcard"),
        st.sampled_from(("*", "k*", "*a*", "?a*", "??", "a?a?", "kai*")),
        fields=_fields,
    ),
    st.builds(
        tree.Expansion,
        st.just("regex"),
        st.sampled_from(("(ab)+", "[kh].*", ".{2}", "kais?", "\\d+")),
        fields=_fields,
    ),
    st.builds(
        tree.Expansion,
        st.just("fuzzy"),
        st.sampled_from(("kai", "aki", "ab", "hasu", "hausbau")),
        st.integers(0, 2),
        _fields,
    ),
)

_minutes = st.none() | st.sampled_from((25_771_680, 27_349_920, 27_355_680, 27_356_310, 27_394_560))

leaves: st.SearchStrategy[tree.Node] = st.one_of(
    st.builds(tree.Word, st.just(""), _alternatives, _fields),
    sequences(),
    expansions,
    st.builds(tree.Dated, _minutes, _minutes),
    st.builds(tree.Identified, st.lists(st.sampled_from(IDS), max_size=3).map(tuple)),
    st.just(tree.Everything()),
    st.just(tree.Nothing()),
)


def _combined(nodes: st.SearchStrategy[tree.Node]) -> st.SearchStrategy[tree.Node]:
    several = st.lists(nodes, max_size=4).map(tuple)
    return st.one_of(
        st.builds(tree.AllOf, several),
        st.builds(tree.AnyOf, several, st.integers(1, 3)),
        st.builds(tree.Not, nodes),
    )


trees: st.SearchStrategy[tree.Node] = st.recursive(leaves, _combined, max_leaves=8)

joinings = st.none() | st.lists(st.sampled_from(LINES), max_size=3).map(
    lambda lines: Naming(read_names("\n".join(lines)))
)

_chosen = st.dictionaries(
    st.sampled_from(("person", "source")),
    st.lists(st.sampled_from((*VALUES, "none")), min_size=1, max_size=2, unique=True).map(tuple),
    max_size=2,
)

requests = st.builds(
    Request,
    trees,
    limit=st.integers(0, 8),
    offset=st.integers(0, 4),
    sort=st.sampled_from(("relevance", "newest", "oldest")),
    facets=st.sampled_from(((), ("person",), ("person", "source", "month"))),
    facet_limit=st.integers(1, 4),
    filters=_chosen,
    excluded=st.just({}) | _chosen,
    period=st.none() | st.builds(tree.Dated, _minutes, _minutes),
    dates=st.booleans(),
    joining=joinings,
    ranking=st.builds(Ranking, half_life=st.sampled_from((None, None, 0.01, 30.0, 1000.0))),
)
