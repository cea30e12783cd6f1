"""Who may do what with an article, as one line."""

from __future__ import annotations


def rights_line(*said: str) -> str:
    """What is said of the rights, each once.

    >>> rights_line("© dpa", "Nur für Kunden", "© dpa")
    '© dpa. Nur für Kunden'
    """
    return ". ".join(dict.fromkeys(part.strip().rstrip(".") for part in said if part.strip()))
