"""The leaves of a syntax tree: one typed word, phrase, pattern, date or id."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from pressespiegel.search.german import split_words
from pressespiegel.search.query.expressions import ExpressionRefused, safe_expression
from pressespiegel.search.query.fields import Field
from pressespiegel.search.query.lexemes import Lexeme
from pressespiegel.search.query.notices import Notice, NoticeKind
from pressespiegel.search.query.periods import read_period
from pressespiegel.search.query.placeholders import (
    MOST_EDITS,
    MOST_WORDS,
    fuzzy,
    has_placeholder,
    letters,
    placeholder,
    placeholder_pieces,
)
from pressespiegel.search.query.syntax import (
    All,
    Anything,
    Id,
    Pattern,
    Phrase,
    Published,
    Term,
    Typed,
)
from pressespiegel.search.query.tree import Span

WORD_LIMIT = 256
"""Words of a query that count."""

LONGEST_WORD = 200
"""Characters of one word that count."""

FARTHEST = 100
"""Words that NAHE, VOR and a phrase with a tilde may allow in between."""

_DATE_WORDS = 6
_SENTENCE_WORDS = 4
# "Berlin,Wien", but not "3,5"; "Berlin/Wien", but not "2021/22"
_LISTED = re.compile(r"(?:(?<!\d)[,;|…]|[,;|…](?!\d))+|(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})")
# "spiegel.de/politik": the words of an address belong together
_ADDRESS = re.compile(r"://|@|\w\.\w+/|^www\.")
_FUZZY = re.compile(r"(.*[\w.])~(\d{0,9})[.,;:!?]*", re.DOTALL)
_END_MARKS = re.compile(r"[.,;:!…]+$")
# "+++ Eilmeldung +++", "Politik | Wirtschaft"
_DECORATION = frozenset("+|<>^¦")
_QUESTION_END = re.compile(r"\w[.!…]*\?[?!.…]*$")
_ONLY_STARS = re.compile(r"\*+(?::\*+)?")


class Leaves:
    """Makes leaves of lexemes and counts the words of the query."""

    def __init__(self, pieces: list[Lexeme], today: date, notices: list[Notice]) -> None:
        self.pieces = pieces
        self.today = today
        self.notices = notices
        self.words_left = WORD_LIMIT
        self.capped = False
        words = [piece.text for piece in pieces if piece.kind == "word"]
        self.is_sentence = len(words) >= _SENTENCE_WORDS
        self.is_question = _is_question(words)

    def _note(self, kind: NoticeKind, span: Span, **values: object) -> None:
        self.notices.append(Notice(kind, span, values))

    def leaf(self, at: int, field: Field | None) -> tuple[Typed | None, int]:
        """The leaf that begins at piece `at`, None where it says nothing; and the next piece."""
        piece = self.pieces[at]
        if field is None or field.searches:
            return self._text_leaf(piece, field), at + 1
        if not self._within_limit(1, piece.span):
            return None, at + 1
        if field.bound is None:
            return self._id(piece), at + 1
        return self._published(at, field)

    def _text_leaf(self, piece: Lexeme, field: Field | None) -> Typed | None:
        if piece.kind == "phrase":
            return self._phrase(piece)
        if piece.kind == "expression":
            return self._expression(piece)
        if _ONLY_STARS.fullmatch(piece.text):
            self._note("field-everything" if field else "everything", piece.span)
            return None if field else Anything(piece.span)
        if _ADDRESS.search(piece.text):
            return self._term(piece.text, piece.span)
        leaves = [
            leaf for text, span in _listed(piece) if (leaf := self._word(text, span)) is not None
        ]
        return _all(leaves)

    def _word(self, text: str, span: Span) -> Typed | None:
        """One typed word, with the signs that may stand around it."""
        if len(text) > LONGEST_WORD:
            return self._term(text, span)
        if text.startswith("="):
            if not text.strip("="):
                self._note("equals-alone", span)
                return None
            return self._term(text.lstrip("="), span, exact=True)
        if text.startswith("~"):
            self._note("tilde-alone", Span(span.start, span.start + 1))
            text = text.lstrip("~")
        if tilde := _FUZZY.fullmatch(text):
            return self._fuzzy(tilde[1], int(tilde[2] or 1), span)
        if has_placeholder(text):
            text = _END_MARKS.sub("", text)
            if self.is_question and _QUESTION_END.search(text):
                self._question_mark(text, span)
                text = text.rstrip("?!.…")
            if has_placeholder(text) and text.strip("?*!"):
                return self._placeholders(text, span)
        return self._term(text, span)

    def _question_mark(self, text: str, span: Span) -> None:
        """Tell that a `?` is no placeholder, where that is not plain from a whole sentence."""
        if not self.is_sentence:
            place = span.start + text.rindex("?")
            self._note("question-mark", Span(place, place + 1))

    def _term(self, text: str, span: Span, *, exact: bool = False) -> Term | None:
        count = len(split_words(text[:LONGEST_WORD])[0])
        if not count:
            if not _is_punctuation(text):
                self._note("no-word", span, text=text)
            return None
        if not self._within_limit(count, span):
            return None
        if len(text) > LONGEST_WORD:
            self._note("word-cut", span, limit=LONGEST_WORD)
        return Term(text[:LONGEST_WORD], span, exact)

    def _phrase(self, piece: Lexeme) -> Typed | None:
        words, starts = split_words(piece.text)
        if not words:
            self._note("phrase-empty", piece.span)
            return None
        text, left = piece.text, self.words_left
        if not self._within_limit(len(words), piece.span):
            if not left:
                return None
            text = text[: starts[left]]
        if any(has_placeholder(_QUESTION_END.sub("", word)) for word in text.split()):
            self._note("placeholder-phrase", piece.span)
        if piece.exact and len(words) == 1:
            return Term(text, piece.span, exact=True)
        distance = None if piece.number is None else min(piece.number, FARTHEST)
        return Phrase(text, piece.span, piece.exact, distance)

    def _placeholders(self, text: str, span: Span) -> Typed | None:
        pieces = placeholder_pieces(text, span.start)
        if len(pieces) > 1 or (pieces and pieces[0][0] != text):
            self._note("placeholder-compound", span)
        leaves: list[Typed] = []
        for piece, place in pieces:
            if not self._within_limit(1, place):
                break
            if not has_placeholder(piece):
                leaves.append(Term(piece, place))
                continue
            pattern = placeholder(piece, place)
            if letters(piece) < 2:
                self._note("placeholder-short", place, limit=MOST_WORDS)
            elif piece[0] in "*?":
                self._note("placeholder-leading", place, limit=MOST_WORDS)
            leaves.append(pattern)
        return _all(leaves)

    def _fuzzy(self, text: str, edits: int, span: Span) -> Typed | None:
        if edits > MOST_EDITS:
            self._note("tilde-capped", span, limit=MOST_EDITS)
            edits = MOST_EDITS
        words, starts = split_words(text)
        if not words:
            self._note("no-word", span, text=text)
            return None
        leaves: list[Typed] = []
        for word, start in zip(words, starts, strict=True):
            place = Span(span.start + start, span.start + start + len(word))
            if len(words) == 1:
                place = span
            if not self._within_limit(1, place):
                break
            leaves.append(fuzzy(word, edits, place) if edits else Term(word, place))
        return _all(leaves)

    def _expression(self, piece: Lexeme) -> Typed | None:
        if not self._within_limit(max(1, len(split_words(piece.text)[0])), piece.span):
            return None
        try:
            pattern = safe_expression(piece.text)
        except ExpressionRefused as refused:
            self._note(refused.kind, piece.span, text=piece.text)
            words = zip(*split_words(piece.text), strict=True)
            start = piece.span.start + 1
            return _all(
                [Term(word, Span(start + at, start + at + len(word))) for word, at in words]
            )
        return Pattern("regex", piece.text, pattern, piece.span)

    def _id(self, piece: Lexeme) -> Id:
        text = f"/{piece.text}/" if piece.kind == "expression" else piece.text
        if has_placeholder(text):
            self._note("id-pattern", piece.span)
        return Id(text, piece.span)

    def _published(self, at: int, field: Field) -> tuple[Published | None, int]:
        """A date, also one of several words: datum:Januar 2022."""
        end = at + 1
        if self.pieces[at].kind == "word":
            while end < min(len(self.pieces), at + _DATE_WORDS) and self.pieces[end].kind == "word":
                end += 1
        for stop in range(end, at, -1):
            text = " ".join(piece.text for piece in self.pieces[at:stop])
            for candidate in (text, text.rstrip("*?,;.-")):
                period = read_period(candidate, self.today, field.bound or "within")
                if period:
                    span = Span(self.pieces[at].span.start, self.pieces[stop - 1].span.end)
                    if period.swapped:
                        self._note("date-swapped", span)
                    return Published(period.first, period.last, span), stop
        piece = self.pieces[at]
        self._note("date-unknown", piece.span, text=piece.text)
        return None, at + 1

    def _within_limit(self, words: int, span: Span) -> bool:
        """Take words from what the query may have; False, and one notice, beyond that."""
        if words <= self.words_left:
            self.words_left -= words
            return True
        if not self.capped:
            self._note("words-capped", span, limit=WORD_LIMIT)
        self.capped = True
        self.words_left = 0
        return False


def _all(leaves: list[Typed]) -> Typed | None:
    if len(leaves) < 2:
        return leaves[0] if leaves else None
    return All(tuple(leaves), Span(leaves[0].span.start, leaves[-1].span.end))


def _listed(piece: Lexeme) -> list[tuple[str, Span]]:
    """The parts of "Berlin,Wien" and where they stand."""
    parts = []
    start = 0
    for separator in _LISTED.finditer(piece.text):
        parts.append((start, separator.start()))
        start = separator.end()
    parts.append((start, len(piece.text)))
    offset = piece.span.start
    return [(piece.text[a:b], Span(offset + a, offset + b)) for a, b in parts if b > a]


def _is_question(words: list[str]) -> bool:
    """Whether a `?` behind a word is a question mark: it ends a query of several words, or stands
    among many; and there is no other placeholder."""
    if len(words) < 2 or any(has_placeholder(_QUESTION_END.sub("", word)) for word in words):
        return False
    return len(words) >= _SENTENCE_WORDS or _QUESTION_END.search(words[-1]) is not None


def _is_punctuation(text: str) -> bool:
    return all(
        unicodedata.category(character)[0] in "PZC" or character in _DECORATION
        for character in text
    )
