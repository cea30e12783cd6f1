"""Who may do what with an article, and from when, as one line."""

from __future__ import annotations

from pressespiegel.search.dates import PressDate


def rights_line(*said: str, embargo: PressDate | None = None) -> str:
    """What is said of the rights, each once; an embargo stands first.

    >>> rights_line("© dpa", "Nur für Kunden", "© dpa", embargo=PressDate(2024, 3, 5))
    'Sperrfrist: 2024-03-05. © dpa. Nur für Kunden'
    """
    parts = [f"Sperrfrist: {embargo}" if embargo else "", *said]
    return ". ".join(dict.fromkeys(part.strip().rstrip(".") for part in parts if part.strip()))
