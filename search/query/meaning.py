"""From what was typed to what it means: the syntax tree, in index terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from pressespiegel.search.query.placeholders import MOST_WORDS
from pressespiegel.search.query.synonyms import NO_SYNONYMS, Synonyms, longest_runs
from pressespiegel.search.query.syntax import (
    All,
    Any,
    Anything,
    Excluded,
    Id,
    Near,
    Pattern,
    Phrase,
    Published,
    Term,
    Typed,
    Within,
)
from pressespiegel.search.query.tree import (
    DEFAULT_FIELDS,
    AllOf,
    Alternative,
    AnyOf,
    Dated,
    Everything,
    Expansion,
    Identified,
    Node,
    Not,
    Nothing,
    SearchField,
    Sequence,
    Slot,
    Span,
    Word,
)
from pressespiegel.search.query.words import phrase_node, phrase_slots, words_node

Fields = tuple[SearchField, ...]

VALUE_FIELDS: frozenset[SearchField] = frozenset(
    {"person", "organisation", "place", "source", "section", "author", "agency"}
)
"""Fields of names, in which a word does not stand for the compounds that contain it."""


SYNONYM_WEIGHT = 0.8
"""What a synonym is worth beside the word that was typed."""


def meaning(
    typed: Typed, fields: Fields = DEFAULT_FIELDS, synonyms: Synonyms = NO_SYNONYMS
) -> Node:
    """The tree that engines run. As deep as the syntax tree times three, plus the words' own."""
    match typed:
        case Term(text, span, exact):
            parts = not VALUE_FIELDS.intersection(fields)
            own = words_node(text, span, fields, exact=exact, parts=parts)
            return own if exact else _with_synonyms(own, text, span, fields, synonyms)
        case Phrase():
            return _phrase(typed, fields, synonyms)
        case Pattern():
            return _pattern(typed, fields)
        case Near():
            return _near(typed, fields)
        case Within(field, child):
            return meaning(child, field.searches, synonyms.within(field.searches))
        case Published(first, last, span):
            return Dated(first, last, span)
        case Id(id, span):
            return Identified((id,), span)
        case All(children):
            return _all(node for _, node in units(children, fields, synonyms))
        case Any(children):
            return AnyOf(tuple(meaning(child, fields, synonyms) for child in children))
        case Excluded(child):
            # on its own it would be an AllOf without anything to take away from
            return AllOf((Everything(), Not(meaning(child, fields, synonyms))))
        case Anything():
            return Everything()


def units(
    children: Iterable[Typed], fields: Fields = DEFAULT_FIELDS, synonyms: Synonyms = NO_SYNONYMS
) -> Iterator[tuple[tuple[Typed, ...], Node]]:
    """What is required, one by one; typed words that are one wording of the owner's are one."""
    for are_words, group in groupby(children, key=is_plain):
        members = tuple(group)
        if not are_words:
            yield from (((child,), meaning(child, fields, synonyms)) for child in members)
            continue
        texts = [child.text for child in members if isinstance(child, Term)]
        at = 0
        for length in longest_runs(texts, synonyms):
            run = members[at : at + length]
            own = _all(meaning(child, fields, synonyms) for child in run)
            if length > 1:
                text = " ".join(texts[at : at + length])
                span = Span(run[0].span.start, run[-1].span.end)
                own = _with_synonyms(own, text, span, fields, synonyms)
            yield run, own
            at += length


def is_plain(typed: Typed) -> bool:
    """Whether this is a word, typed without anything that asks for more."""
    return isinstance(typed, Term) and not typed.exact


def _with_synonyms(own: Node, text: str, span: Span, fields: Fields, synonyms: Synonyms) -> Node:
    others = [
        _as_synonym(words_node(other, span, fields, exact=False, parts=False))
        for other in synonyms.of(text)
    ]
    return AnyOf((own, *others)) if others else own


def _as_synonym(node: Node) -> Node:
    match node:
        case Word():
            weight = node.weight * SYNONYM_WEIGHT
            return replace(node, alternatives=_synonyms(node.alternatives), weight=weight)
        case Sequence():
            # several words for one are worth one word together
            weight = node.weight * SYNONYM_WEIGHT / len(node.slots)
            slots = tuple(
                replace(slot, alternatives=_synonyms(slot.alternatives)) for slot in node.slots
            )
            return replace(node, slots=slots, weight=weight)
        case AnyOf(children):
            return replace(node, children=tuple(map(_as_synonym, children)))
    return node


def _synonyms(alternatives: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
    return tuple(Alternative(each.term, each.weight, "synonym") for each in alternatives)


def _all(nodes: Iterable[Node]) -> Node:
    """All of them; what is excluded is taken away from the others rather than from everything."""
    wanted: list[Node] = []
    excluded: list[Node] = []
    for node in nodes:
        match node:
            case AllOf((Everything(), Not())):
                excluded.append(node.children[1])
            case Everything():
                pass
            case _:
                wanted.append(node)
    if not wanted:
        wanted.append(Everything())
    children = (*wanted, *excluded)
    return children[0] if len(children) == 1 else AllOf(children)


def _phrase(typed: Phrase, fields: Fields, synonyms: Synonyms) -> Node:
    if typed.distance is None:
        own = phrase_node(typed.text, typed.span, fields, exact=typed.exact)
        if typed.exact:
            return own
        return _with_synonyms(own, typed.text, typed.span, fields, synonyms)
    slots = phrase_slots(typed.text, exact=typed.exact)
    if len(slots) < 2:
        return phrase_node(typed.text, typed.span, fields, exact=typed.exact)
    return Sequence(typed.text, slots, fields, slop=typed.distance, ordered=False, span=typed.span)


def _pattern(typed: Pattern, fields: Fields) -> Node:
    nodes: list[Node] = [
        Expansion(typed.kind, pattern, typed.distance, fields, MOST_WORDS, typed.span)
        for pattern in (typed.pattern, *typed.spellings)
    ]
    if typed.kind == "fuzzy":
        # the word itself, in all its forms, is closer than anything within some edits
        nodes.insert(0, words_node(typed.text, typed.span, fields, exact=False, parts=False))
    return AnyOf(tuple(nodes)) if len(nodes) > 1 else nodes[0]


def _near(typed: Near, fields: Fields) -> Node:
    """One sequence of all words; a phrase among them must also stand as a phrase."""
    slots: list[Slot] = []
    phrases: list[Node] = []
    base = 0
    for operand in typed.operands:
        match operand:
            case Any(children):
                merged = _either(children)
                if merged is None:
                    return _all(meaning(child, fields) for child in typed.operands)
                own: tuple[Slot, ...] = (merged,)
            case Term(text, _, exact):
                own = phrase_slots(text, exact=exact)
            case Phrase(text, span, exact):
                own = phrase_slots(text, exact=exact)
                if len(own) > 1:
                    phrases.append(phrase_node(text, span, fields, exact=exact))
            case _:
                own = ()
        slots += [Slot(slot.alternatives, base + slot.offset) for slot in own]
        base = slots[-1].offset + 1 if slots else 0
    if not slots:
        return Nothing()
    sequence = Sequence(
        "", tuple(slots), fields, slop=sum(typed.distances), ordered=typed.ordered, span=typed.span
    )
    return AllOf((sequence, *phrases)) if phrases else sequence


def _either(children: tuple[Typed, ...]) -> Slot | None:
    """One place for any of several words; None where one of them takes more than a place."""
    alternatives: list[Alternative] = []
    for child in children:
        slots = phrase_slots(child.text, exact=child.exact) if isinstance(child, Term) else ()
        if len(slots) != 1:
            return None
        alternatives += slots[0].alternatives
    return Slot(tuple(dict.fromkeys(alternatives)), 0)
