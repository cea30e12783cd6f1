"""Articles with most of the words, for a query whose words stand together in too few."""

from __future__ import annotations

from collections.abc import Callable

from pressespiegel.search.article import TEXT_FIELDS, Article
from pressespiegel.search.function_words import is_function_word
from pressespiegel.search.german import analyse_word, split_words
from pressespiegel.search.query import Query
from pressespiegel.search.query.relaxing import RelaxedWord
from pressespiegel.search.query.tree import (
    AllOf,
    AnyOf,
    Identified,
    Node,
    Not,
    Nothing,
    Sequence,
    Word,
)

ENOUGH = 10
"""Articles with all the words that make a query need no others."""

_COMMON_SHARE = 3
_COMMON_LEAST = 50


def partial_tree(query: Query, articles: int, count: Callable[[Node], int]) -> Node | None:
    """The tree of the articles that have at least half of the words; None where that is no change.

    Of long questions a third is enough, where half of the words find only a few. Who has more of
    the words comes first.

    Words like "wer" and "denn" say nothing about an article, no more than what a third of the
    `articles` have, and what none has cannot be asked for: all of these may be missing without
    counting. `count` tells how many articles a tree finds.
    """
    words = query.relaxation.words
    telling = [word for word in words if not is_function_word(word.typed)] or words
    asked: list[Node] = []
    for word in telling:
        found = count(word.weak)
        if found and found <= max(_COMMON_LEAST, articles // _COMMON_SHARE):
            asked.append(word.weak)
    if not asked or asked == [query.tree]:
        return None
    kept = query.relaxation.required
    for share in (2, 3):
        minimum = max(-(-len(asked) // share), min(2, len(asked) - 1), 1)
        found_in = AllOf((_at_least(asked, minimum), *kept, Not(query.tree)))
        if share == 3 or count(found_in) >= ENOUGH:
            break
    return AllOf((_most_first(asked, minimum), *kept, Not(query.tree)))


def _at_least(words: list[Node], minimum: int) -> Node:
    return words[0] if len(words) == 1 else AnyOf(tuple(words), minimum)


def _most_first(words: list[Node], minimum: int) -> Node:
    """As `_at_least`; who has more of the words counts again for each further step."""
    steps = [minimum]
    for eighths in range(4, 9):
        step = -(-len(words) * eighths // 8)
        if step > steps[-1]:
            steps.append(step)
    if len(steps) == 1:
        return _at_least(words, minimum)
    return AnyOf(tuple(_at_least(words, step) for step in steps))


def missing_words(
    article: Article, words: tuple[RelaxedWord, ...], count: Callable[[Node], int]
) -> tuple[str, ...]:
    """The typed words that an article does not have, those aside that say nothing."""
    surfaces = {
        surface
        for text in (*map(article.field_text, TEXT_FIELDS), *article.keywords)
        for surface in split_words(text)[0]
    }
    terms = {term for surface in surfaces for term, _ in analyse_word(surface).terms}
    return tuple(
        word.typed
        for word in words
        if not is_function_word(word.typed) and not _has(article, word.node, terms, count)
    )


def _has(article: Article, node: Node, terms: set[str], count: Callable[[Node], int]) -> bool:
    if not _may_have(node, terms):
        return False
    # only an engine knows what stands side by side
    return isinstance(node, Word) or count(AllOf((Identified((article.id,)), node))) > 0


def _may_have(node: Node, terms: set[str]) -> bool:
    match node:
        case Word():
            return any(each.term in terms for each in node.alternatives)
        case Sequence():
            return all(any(a.term in terms for a in slot.alternatives) for slot in node.slots)
        case AllOf(children):
            return all(_may_have(child, terms) for child in children)
        case AnyOf(children, minimum):
            return sum(_may_have(child, terms) for child in children) >= minimum
        case Nothing():
            return False
    return True
