"""How German is read: text to words, words to the terms under which they are kept and found.

One chain serves articles and queries. `split_words` finds the words of a text, `word_bounds` only
where they are, `analyse_word`
says what is kept of one distinct word, `analyse` joins both.
"""

from __future__ import annotations

from pressespiegel.search.german.analysis import (
    ANALYSIS_VERSION,
    Token,
    TokenKind,
    WordAnalysis,
    analyse,
    analyse_word,
)
from pressespiegel.search.german.folding import fold
from pressespiegel.search.german.query_words import QueryTerm, QueryWord, query_word
from pressespiegel.search.german.words import split_words, word_bounds

__all__ = [
    "ANALYSIS_VERSION",
    "QueryTerm",
    "QueryWord",
    "Token",
    "TokenKind",
    "WordAnalysis",
    "analyse",
    "analyse_word",
    "fold",
    "query_word",
    "split_words",
    "word_bounds",
]
