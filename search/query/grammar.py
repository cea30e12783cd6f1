"""From the pieces of a query to its syntax tree: what belongs to what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pressespiegel.search.query.brackets import balance
from pressespiegel.search.query.fields import Field
from pressespiegel.search.query.leaves import FARTHEST, Leaves
from pressespiegel.search.query.lexemes import NEAR_OPERATORS, Lexeme, LexemeKind, lexemes
from pressespiegel.search.query.notices import Notice, NoticeKind
from pressespiegel.search.query.syntax import (
    All,
    Any,
    Anything,
    Excluded,
    Near,
    Phrase,
    Term,
    Typed,
    Within,
)
from pressespiegel.search.query.tree import Span

_SHORT = 5
_OPERATORS: frozenset[LexemeKind] = frozenset({"and", "or", "not", "near", "before"})
_SIGNS: frozenset[LexemeKind] = frozenset({"not", "minus", "plus", "field"})


def read_syntax(text: str, today: date) -> tuple[Typed, list[Notice]]:
    """The syntax tree of any text, and what was odd in it, in order of position.

    A space means UND. NAHE and VOR bind tightest, then NICHT, then UND, then ODER. Linear in the
    text; the tree is as deep as `brackets.DEEPEST` allows, whatever is typed.
    """
    pieces, notices = lexemes(text)
    pieces, more = balance(pieces, len(text))
    _explain_operators(pieces, notices)
    grammar = _Grammar(_operators_as_words(pieces, notices), today, notices)
    tree = grammar.alternatives(None) or Anything(Span(0, len(text)))
    return tree, sorted(notices + more, key=lambda notice: notice.span.start)


def _operators_as_words(pieces: list[Lexeme], notices: list[Notice]) -> list[Lexeme]:
    """In a query of nothing but operators they are words: somebody looks for "OR"."""
    if not pieces or any(piece.kind not in _OPERATORS for piece in pieces):
        return pieces
    for piece in pieces:
        notices.append(Notice("operator-word", piece.span, {"text": piece.text}))
    return [Lexeme("word", piece.text, piece.span) for piece in pieces]


def _explain_operators(pieces: list[Lexeme], notices: list[Notice]) -> None:
    """Note words that look as if somebody meant them to join: "nato oder eu", "nato NAHE eu"."""
    is_short = sum(piece.kind == "word" for piece in pieces) <= _SHORT
    for piece in pieces[1:-1]:
        if piece.kind != "word":
            continue
        if piece.text in NEAR_OPERATORS:
            notices.append(Notice("near-without-number", piece.span, {"text": piece.text}))
        elif is_short and piece.text in ("oder", "or"):
            values = {"text": piece.text, "capitals": piece.text.upper()}
            notices.append(Notice("operator-lower", piece.span, values))


class _Grammar:
    """One walk over the pieces of a query; recursive only where brackets are."""

    def __init__(self, pieces: list[Lexeme], today: date, notices: list[Notice]) -> None:
        self.pieces = pieces
        self.at = 0
        self.notices = notices
        self.leaves = Leaves(pieces, today, notices)

    def kind(self) -> LexemeKind | None:
        return self.pieces[self.at].kind if self.at < len(self.pieces) else None

    def note(self, kind: NoticeKind, span: Span, **values: object) -> None:
        self.notices.append(Notice(kind, span, values))

    def dangling(self, piece: Lexeme) -> None:
        self.note("operator-dangling", piece.span, text=piece.text)

    def alternatives(self, field: Field | None) -> Typed | None:
        """Parts joined by ODER, up to the closing bracket or the end."""
        parts: list[Typed] = []
        waiting: Lexeme | None = None
        while True:
            if (part := self.conjunction(field)) is not None:
                parts.append(part)
                waiting = None
            if self.kind() != "or":
                break
            piece = self.pieces[self.at]
            self.at += 1
            if waiting or not parts:
                self.dangling(piece)
            else:
                waiting = piece
        if waiting:
            self.dangling(waiting)
        return _joined(Any, parts)

    def conjunction(self, field: Field | None) -> Typed | None:
        """Parts joined by UND, or by nothing."""
        parts: list[Typed] = []
        waiting: Lexeme | None = None
        while (kind := self.kind()) not in (None, "or", "close"):
            piece = self.pieces[self.at]
            if kind == "and":
                if waiting or not parts:
                    self.dangling(piece)
                else:
                    waiting = piece
                self.at += 1
                continue
            if kind in ("near", "before"):
                self.dangling(piece)
                self.at += 1
                continue
            if (part := self.signed(field)) is not None:
                parts.append(part)
                waiting = None
        if waiting:
            self.dangling(waiting)
        # in one article stand not two ids, nor two dates: id:(a b) asks for either
        either = field is not None and not field.searches
        return _joined(Any if either else All, parts)

    def signed(self, field: Field | None) -> Typed | None:
        """A part with all the NICHT, signs and fields before it."""
        start = self.pieces[self.at].span.start
        signs: list[Lexeme] = []
        while self.kind() in _SIGNS:
            signs.append(self.pieces[self.at])
            self.at += 1
        fields = [sign for sign in signs if sign.field]
        for repeated in fields[:-1]:
            self.note("field-repeated", repeated.span, name=repeated.text)
        chosen = fields[-1] if fields else None
        part = self.neighbours(chosen.field if chosen else field)
        if part is None:
            self.without_operand(signs)
            return None
        end = self.pieces[self.at - 1].span.end
        if chosen and chosen.field:
            span = Span(chosen.span.start, end)
            searches = chosen.field.searches
            part = Within(chosen.field, part, span) if searches else replace(part, span=span)
        if _excludes(signs):
            return Excluded(part, Span(start, end))
        return _required(part) if any(sign.kind == "plus" for sign in signs) else part

    def without_operand(self, signs: list[Lexeme]) -> None:
        if not signs:
            return
        last = signs[-1]
        if last.field:
            # what follows was no value, and has been noted where it was one
            followed = self.at and self.pieces[self.at - 1] is not last
            if not followed:
                self.note("field-empty", last.span, name=last.text)
        elif last.kind == "not" or self.pieces[self.at - 1] is last:
            self.dangling(last)

    def neighbours(self, field: Field | None) -> Typed | None:
        """Parts joined by NAHE/5 or VOR/5."""
        first = self.primary(field)
        if first is None:
            return None
        operands = [first]
        operators: list[Lexeme] = []
        while self.kind() in ("near", "before"):
            operator = self.pieces[self.at]
            self.at += 1
            following = None if self.kind() in _SIGNS else self.primary(field)
            if following is None:
                self.dangling(operator)
                break
            operators.append(operator)
            operands.append(following)
        return self.near(operands, operators) if operators else first

    def near(self, operands: list[Typed], operators: list[Lexeme]) -> Typed:
        span = Span(operands[0].span.start, operands[-1].span.end)
        if not all(_can_be_near(operand) for operand in operands):
            self.note("near-operand", operators[0].span)
            return All(tuple(operands), span)
        distances = []
        for operator in operators:
            number = operator.number or 0
            if number > FARTHEST:
                self.note("near-capped", operator.span, limit=FARTHEST)
            distances.append(min(number, FARTHEST))
        if len({operator.kind for operator in operators}) == 1:
            ordered = operators[0].kind == "before"
            return Near(tuple(operands), tuple(distances), ordered, span)
        pairs = zip(operands, operands[1:], distances, operators, strict=False)
        return All(
            tuple(
                Near(
                    (left, right),
                    (distance,),
                    operator.kind == "before",
                    Span(left.span.start, right.span.end),
                )
                for left, right, distance, operator in pairs
            ),
            span,
        )

    def primary(self, field: Field | None) -> Typed | None:
        """A bracket, or a leaf; None where neither stands here, or it holds nothing."""
        kind = self.kind()
        if kind is None or kind in _OPERATORS or kind == "close":
            return None
        piece = self.pieces[self.at]
        if kind != "open":
            leaf, self.at = self.leaves.leaf(self.at, field)
            return leaf
        self.at += 1
        inner = self.alternatives(field)
        end = self.pieces[self.at].span.end
        if inner is None and self.pieces[self.at - 1] is piece:
            self.note("bracket-empty", Span(piece.span.start, end))
        self.at += 1
        if isinstance(inner, (All, Any)):
            return replace(inner, span=Span(piece.span.start, end))
        return inner


def _excludes(signs: list[Lexeme]) -> bool:
    """Any minus excludes; NICHT NICHT takes itself back."""
    kinds = [sign.kind for sign in signs]
    return "minus" in kinds or kinds.count("not") % 2 == 1


def _required(part: Typed) -> Typed:
    match part:
        case Term() | Phrase():
            return replace(part, required=True)
        case All(children):
            return replace(part, children=tuple(map(_required, children)))
    return part


def _joined(join: type[All] | type[Any], parts: list[Typed]) -> Typed | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    flat = tuple(_flattened(join, parts))
    return join(flat, Span(flat[0].span.start, flat[-1].span.end))


def _flattened(join: type[All] | type[Any], parts: Iterable[Typed]) -> Iterable[Typed]:
    for part in parts:
        if isinstance(part, join):
            yield from part.children
        else:
            yield part


def _can_be_near(operand: Typed) -> bool:
    if isinstance(operand, Any):
        return all(isinstance(child, Term) for child in operand.children)
    return isinstance(operand, (Term, Phrase))
