"""Subjects by their codes: the top level of the IPTC Media Topics, named in German.

Codes and their order are those of the IPTC NewsCodes (CC BY 4.0); the German names are ours.
The older subject codes count the same top level with their first two digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

MEDIA_TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "01000000": "Kunst, Kultur, Unterhaltung und Medien",
        "02000000": "Kriminalität, Recht und Justiz",
        "03000000": "Katastrophen und Unglücke",
        "04000000": "Wirtschaft und Finanzen",
        "05000000": "Bildung",
        "06000000": "Umwelt",
        "07000000": "Gesundheit",
        "08000000": "Vermischtes",
        "09000000": "Arbeit",
        "10000000": "Freizeit, Modernes Leben",
        "11000000": "Politik",
        "12000000": "Religion",
        "13000000": "Wissenschaft und Technik",
        "14000000": "Gesellschaft",
        "15000000": "Sport",
        "16000000": "Konflikte, Krieg und Frieden",
        "17000000": "Wetter",
    }
)
"""Code of a media topic of the top level -> its name."""

# medtop:04000000 | http://cv.iptc.org/newscodes/mediatopic/04000000 | subj:04005004 | 04005004
_CODE = re.compile(
    r"(?:^|(?:medtop|mediatopic|subjectcode|subj|subref|iptc|sc)[\w.-]*[:/])(\d{8})$", re.IGNORECASE
)


def subject_names(code: str, name: str, *, german: bool) -> Iterator[str]:
    """What a subject is called in German: by its code, by the name given, or by both.

    `german` says that the name given is German; then it is the better one.

    >>> list(subject_names("medtop:04000000", "economy, business and finance", german=False))
    ['Wirtschaft und Finanzen']
    >>> list(subject_names("subj:04005004", "oil and gas", german=False))
    ['Wirtschaft und Finanzen', 'oil and gas']
    """
    found = _CODE.search(code)
    topic = MEDIA_TOPICS.get(found[1][:2] + "000000", "") if found else ""
    is_itself = found is not None and found[1].endswith("000000")
    if topic and not (is_itself and german and name):
        yield topic
    if name and not (topic and is_itself and not german):
        yield name
