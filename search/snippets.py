"""The best places of an article to show for a query: text plus spans, no markup.

A snippet is worth most when it shows matched words that no other snippet shows, then when it
shows many; what stands at "der" and "mit" counts where nothing else decides. Which typed word
matched is not known here; words count as the same when their stems are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pressespiegel.search.article import TEXT_FIELDS, Article, TextField
from pressespiegel.search.engine import MatchedSpan
from pressespiegel.search.excerpts import excerpt, shown
from pressespiegel.search.function_words import is_function_word
from pressespiegel.search.german.folding import fold
from pressespiegel.search.german.stemming import stem
from pressespiegel.search.results import Highlight

SNIPPET_FIELDS: tuple[TextField, ...] = ("lead", "text", "caption")
"""Where snippets come from, in reading order; the title is shown anyway."""

MOST_SPANS = 20_000
"""Spans of a field that are weighed; an article with more is shown by its first ones."""

DENSE_ENOUGH = 2
"""Different words that make a snippet worth showing though others show them already."""

_TELLING = 1000
_FUNCTION_WORD = 1
"""What words are worth: no number of function words in an excerpt outweighs a telling one."""

_REACH = 0.75
"""The share of an excerpt that the matched words may take; the rest shows what they are about."""

_JOINTS = frozenset(("", "-", "‐", "‑", "–", "−", "\u00ad"))

Spans = list[tuple[int, int]]


def highlight(article: Article, field: str, spans: Iterable[MatchedSpan]) -> Highlight:
    """A whole field with the spans that matched in it; empty for a field without text.

    Spans that overlap, or that only a hyphen parts, become one; those beyond the text are left
    out. Linear in the spans but for sorting them.
    """
    for name in TEXT_FIELDS:
        if name == field:
            text = article.field_text(name)
            return Highlight(text, tuple(_merged(text, _of_field(spans, field))))
    return Highlight("")


def snippets(
    article: Article, spans: Iterable[MatchedSpan], *, count: int = 3, width: int = 240
) -> tuple[Highlight, ...]:
    """The best one to `count` excerpts of about `width` characters, in reading order.

    There is always one: the beginning of lead or text where nothing matched in them. Its
    `spans` point into its own text, in which each run of spaces is one and a paragraph's end is
    a dash. Time grows with the number of spans and not with the length of the article.
    """
    spans = list(spans)
    passages = [
        passage
        for field in SNIPPET_FIELDS
        if (own := _of_field(spans, field))
        and (passage := _passage(article.field_text(field), own, width))
    ]
    if not any(_TELLING in passage.worths for passage in passages):
        passages = [replace(each, worths=[_TELLING] * len(each.worths)) for each in passages]
    chosen = _choose(passages, max(1, count))
    found = _distinct(
        shown(passage.text, excerpt(passage.text, window.start, window.end, width), passage.spans)
        for window in sorted(chosen, key=lambda window: (window.passage, window.start))
        for passage in (passages[window.passage],)
    )
    return found or (_beginning(article, spans, width),)


@dataclass(frozen=True, slots=True)
class _Passage:
    """The text of one field, the spans matched in it, and what stands at each (by stem).

    `stems` are the different ones and `worths` what each is worth, `words` their numbers span by
    span, `last` the last span that one excerpt can show with each as its first. `reach` is how
    many characters fit in between.
    """

    text: str
    spans: Spans
    stems: list[str]
    worths: list[int]
    words: list[int]
    last: list[int]
    reach: int


@dataclass(frozen=True, slots=True, order=True)
class _Window:
    """Neighbouring spans that one excerpt can show; the greater, the better.

    `fresh` is what the words are worth that no chosen one shows, `different` what all are.
    """

    fresh: int
    different: int
    matches: int
    earlier: int
    passage: int
    start: int
    end: int
    words: frozenset[str]


def _passage(text: str, spans: Spans, width: int) -> _Passage | None:
    merged = _merged(text, spans)[:MOST_SPANS]
    if not merged:
        return None
    numbers: dict[str, int] = {}
    numbered: dict[str, int] = {}
    worths: list[int] = []
    words = []
    for start, end in merged:
        word = text[start : min(end, start + width)]
        number = numbered.get(word)
        if number is None:
            number = numbers.setdefault(stem(fold(word)) or word, len(numbers))
            if number == len(worths):
                worths.append(_FUNCTION_WORD if is_function_word(word) else _TELLING)
            numbered[word] = number
        words.append(number)
    reach = int(width * _REACH)
    last = _last_shown(merged, reach)
    return _Passage(text, merged, list(numbers), worths, words, last, reach)


def _last_shown(spans: Spans, reach: int) -> list[int]:
    """For each span the last one that ends within `reach` of its beginning, or itself."""
    shown: list[int] = []
    last = 0
    most = len(spans) - 1
    for first, (start, _) in enumerate(spans):
        last = max(last, first)
        while last < most and spans[last + 1][1] - start <= reach:
            last += 1
        shown.append(last)
    return shown


def _choose(passages: Sequence[_Passage], count: int) -> list[_Window]:
    """Up to `count` windows, each the best beside those chosen before it."""
    chosen: list[_Window] = []
    seen: frozenset[str] = frozenset()
    while len(chosen) < count:
        best = max(
            (
                window
                for number, passage in enumerate(passages)
                if (window := _best_window(passage, number, seen, chosen))
            ),
            default=None,
        )
        if best is None or (
            chosen and best.fresh < _TELLING and best.different < DENSE_ENOUGH * _TELLING
        ):
            break
        chosen.append(best)
        seen |= best.words
    return chosen


def _best_window(
    passage: _Passage, number: int, seen: frozenset[str], chosen: list[_Window]
) -> _Window | None:
    """The window worth most by words not `seen`, then by words, then by matches; linear in the
    spans."""
    taken = [(each.start, each.end) for each in chosen if each.passage == number]
    spans, words, worths = passage.spans, passage.words, passage.worths
    unseen = [word not in seen for word in passage.stems]
    if len(unseen) < DENSE_ENOUGH and not any(unseen):
        return None  # nothing here would be shown a second time
    inside = [0] * len(unseen)
    best, best_first = (-1, 0, 0), -1
    fresh = different = 0
    after = 0
    for first, last in enumerate(passage.last):
        for word in words[after : last + 1]:
            if not inside[word]:
                different += worths[word]
                fresh += worths[word] * unseen[word]
            inside[word] += 1
        after = last + 1
        value = fresh, different, after - first
        if value > best and not _near(taken, spans[first][0], spans[last][1], passage.reach):
            best, best_first = value, first
        word = words[first]
        inside[word] -= 1
        if not inside[word]:
            different -= worths[word]
            fresh -= worths[word] * unseen[word]
    if best_first < 0:
        return None
    last = passage.last[best_first]
    shown_words = frozenset(passage.stems[word] for word in words[best_first : last + 1])
    return _Window(*best, -number, number, spans[best_first][0], spans[last][1], shown_words)


def _near(taken: Spans, start: int, end: int, reach: int) -> bool:
    """Whether an excerpt around these characters would show what a chosen one shows."""
    return any(start < last + reach and first - reach < end for first, last in taken)


def _of_field(spans: Iterable[MatchedSpan], field: str) -> Spans:
    return [(span.start, span.end) for span in spans if span.field == field]


def _merged(text: str, spans: Spans) -> Spans:
    """Spans sorted, within the text, joined where they overlap or only a hyphen parts them."""
    merged: Spans = []
    for start, end in sorted(set(spans)):
        if not 0 <= start < end <= len(text):
            continue
        if merged:
            before = merged[-1]
            if start <= before[1] or (start == before[1] + 1 and text[before[1]] in _JOINTS):
                merged[-1] = before[0], max(end, before[1])
                continue
        merged.append((start, end))
    return merged


def _distinct(found: Iterable[Highlight]) -> tuple[Highlight, ...]:
    """Without those whose text another one shows too: a lead is often the first paragraph."""
    kept: list[Highlight] = []
    for each in found:
        kept = [other for other in kept if not _shows(each, other)]
        if not any(_shows(other, each) for other in kept):
            kept.append(each)
    return tuple(kept)


def _shows(one: Highlight, other: Highlight) -> bool:
    return other.text.strip(" …").casefold() in one.text.casefold()


def _beginning(article: Article, spans: list[MatchedSpan], width: int) -> Highlight:
    """The beginning of the article where nothing in it matched, or all that it has."""
    for field in ("lead", "text", "caption", "title", "kicker"):
        text = article.field_text(field)
        if text.strip():
            start = len(text) - len(text.lstrip())
            piece = excerpt(text, start, start, width)
            return shown(text, piece, _merged(text, _of_field(spans, field)))
    return Highlight(article.title)
