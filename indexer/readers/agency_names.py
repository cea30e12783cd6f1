"""Agencies by what they are called where a format names who sent a text."""

from __future__ import annotations

from pressespiegel.indexer.agencies import AGENCIES, agencies_of_mark


def agencies_named(name: str) -> tuple[str, ...]:
    """The agencies that a name stands for: a mark, a full name or a host; () where it is none.

    >>> agencies_named("dpa"), agencies_named("The Associated Press"), agencies_named("reuters.com")
    (('dpa',), ('AP',), ('Reuters',))
    """
    if found := agencies_of_mark(name):
        return found
    plain = name.lower().removeprefix("the ")
    for agency in AGENCIES:
        if any(plain.startswith(full.lower()) for full in agency.full_names):
            return (agency.name,)
    host = plain.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return agencies_of_mark(host.partition(".")[0]) if "." in host else ()


def short_name(name: str) -> str:
    """The name that an agency goes by, for its other names; all other names as they are.

    >>> short_name("Deutsche Presse-Agentur GmbH"), short_name("Tannauer Bote")
    ('dpa', 'Tannauer Bote')
    """
    found = agencies_named(name)
    return found[0] if len(found) == 1 else name
