"""Round brackets that pair up, whatever was typed."""

from __future__ import annotations

from pressespiegel.search.query.lexemes import Lexeme
from pressespiegel.search.query.notices import Notice
from pressespiegel.search.query.tree import Span

DEEPEST = 10
"""Brackets inside each other that still count."""


def balance(pieces: list[Lexeme], length: int) -> tuple[list[Lexeme], list[Notice]]:
    """The same pieces with every bracket closed, at most `DEEPEST` inside each other.

    `length` is that of the query: where a bracket that was never closed ends.
    """
    kept: list[Lexeme] = []
    notices: list[Notice] = []
    opened: list[Lexeme] = []
    ignored = 0
    deep: Lexeme | None = None
    for piece in pieces:
        if piece.kind == "open":
            if len(opened) >= DEEPEST:
                ignored += 1
                deep = deep or piece
                continue
            opened.append(piece)
        elif piece.kind == "close":
            if ignored:
                ignored -= 1
                continue
            if not opened:
                _stray(piece, notices)
                continue
            opened.pop()
        kept.append(piece)
    if deep:
        notices.append(Notice("bracket-deep", deep.span, {"limit": DEEPEST}))
    for bracket in opened:
        notices.append(Notice("bracket-unclosed", bracket.span))
    end = Span(length, length)
    kept.extend(Lexeme("close", "", end) for _ in opened)
    return kept, notices


def _stray(bracket: Lexeme, notices: list[Notice]) -> None:
    """Note a bracket that closes nothing; several side by side are one oddity."""
    last = notices[-1] if notices else None
    if last and last.kind == "bracket-stray" and last.span.end == bracket.span.start:
        notices[-1] = Notice("bracket-stray", Span(last.span.start, bracket.span.end))
    else:
        notices.append(Notice("bracket-stray", bracket.span))
