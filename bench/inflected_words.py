"""Base forms and the inflected words that they must find."""

from __future__ import annotations

from collections.abc import Iterable

import simplemma
from corpus import tokens
from word_pairs import WordPair, article_counts, rare_enough, sample


def inflections(texts: Iterable[str], count: int) -> list[WordPair]:
    """Base forms for inflected words of the texts, where lemmatiser and stemmer agree on them."""
    frequencies = article_counts(texts)
    pairs = []
    for word in sorted(rare_enough(frequencies)):
        base = simplemma.lemmatize(word, "de").lower()
        if base != word and base.isalpha() and tokens(base) == tokens(word):
            pairs.append(WordPair(base, word))
    return sample(pairs, count)
