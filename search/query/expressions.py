"""The regular expressions that may be searched for: a subset that cannot run away.

What is allowed: letters and digits, `.`, `[a-z]` and `[^a-z]`, `\\d` and `\\w`, `|` and round
brackets, and `?`, `*`, `+`, `{2}`, `{2,4}` behind a single character or class. A repeated group,
a back reference or a look-around is refused, and so is more than a few repetitions: what is left
takes polynomial time of low degree, on words of bounded length, even where an engine backtracks.
"""

from __future__ import annotations

import re

from pressespiegel.search.query.notices import NoticeKind

MOST_REPETITIONS = 3
"""Parts of an expression that may take different lengths (`*`, `+`, `?`, `{2,4}`)."""

MOST_BRANCHES = 32
"""Ways through all the alternatives of an expression, multiplied."""

MOST_REPEATS = 30
"""The largest number in `{…}`."""

_ESCAPE = re.compile(r"\\([dw.\-/\\()|?*+{}\[\]^$])")
_CLASS = re.compile(r"\[(\^?)((?:[^\W_]-[^\W_]|[^\W_]|-(?=\])|\\[dw])+)\]")
_REPEAT = re.compile(r"\{(\d{1,2})(?:(,)(\d{1,2})?)?\}")


class ExpressionRefused(ValueError):
    """An expression outside the subset; `kind` is the notice that says why."""

    def __init__(self, kind: NoticeKind) -> None:
        super().__init__(kind)
        self.kind: NoticeKind = kind


def safe_expression(text: str) -> str:
    """The expression as an engine may run it on forms, by `re.fullmatch`.

    >>> safe_expression("Ma[iy]er")
    'ma[iy]er'

    Raises:
        ExpressionRefused: it is none, or outside the subset.
    """
    parts: list[str] = []
    branches = [1]
    ways = 1
    repetitions = 0
    repeatable = False
    at = 0
    while at < len(text):
        character = text[at]
        taken = 1
        if escape := _ESCAPE.match(text, at):
            parts.append(escape.group())
            taken, repeatable = 2, True
        elif klass := _CLASS.match(text, at):
            parts.append(_lower_class(klass))
            taken, repeatable = len(klass.group()), True
        elif character == ".":
            parts.append(".")
            repeatable = True
        elif character in "?*+{":
            if not repeatable:
                raise ExpressionRefused("expression-repetition")
            repeat, taken, varies = _repeat(text, at)
            parts.append(repeat)
            repetitions += varies
            repeatable = False
        elif character == "(":
            parts.append("(?:")
            branches.append(1)
            repeatable = False
        elif character == ")":
            if len(branches) == 1:
                raise ExpressionRefused("expression-syntax")
            parts.append(")")
            ways *= branches.pop()
            repeatable = False
        elif character == "|":
            parts.append("|")
            branches[-1] += 1
            repeatable = False
        elif character.isalnum():
            parts.append(character.lower()[0])
            repeatable = True
        elif character in "-":
            parts.append("-")
            repeatable = True
        else:
            raise ExpressionRefused("expression-syntax")
        at += taken
    if len(branches) > 1:
        raise ExpressionRefused("expression-syntax")
    if ways * branches[0] > MOST_BRANCHES or repetitions > MOST_REPETITIONS:
        raise ExpressionRefused("expression-dear")
    return _compiled("".join(parts))


def _compiled(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        raise ExpressionRefused("expression-syntax") from None
    return pattern


def _lower_class(match: re.Match[str]) -> str:
    escapes = "\\" in match[2]
    return f"[{match[1]}{match[2] if escapes else match[2].lower()}]"


def _repeat(text: str, at: int) -> tuple[str, int, bool]:
    """A repetition: as written, how many characters it takes, whether its length varies."""
    if text[at] != "{":
        return text[at], 1, True
    match = _REPEAT.match(text, at)
    if not match:
        raise ExpressionRefused("expression-syntax")
    least, most = int(match[1]), int(match[3]) if match[3] else int(match[1])
    if max(least, most) > MOST_REPEATS:
        raise ExpressionRefused("expression-dear")
    if most < least:
        raise ExpressionRefused("expression-syntax")
    return match.group(), len(match.group()), bool(match[2])
