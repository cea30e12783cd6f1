"""Subjects by code, named in German."""

from __future__ import annotations

import pytest

from pressespiegel.indexer.readers.media_topics import MEDIA_TOPICS, subject_names


@pytest.mark.parametrize(
    ("code", "name", "german", "names"),
    [
        ("medtop:04000000", "", False, ["Wirtschaft und Finanzen"]),
        ("medtop:04000000", "Wirtschaft", True, ["Wirtschaft"]),
        ("http://cv.iptc.org/newscodes/mediatopic/15000000", "sport", False, ["Sport"]),
        ("medtop:20000523", "labour market", False, ["labour market"]),
        ("medtop:20000523", "", False, []),
        ("subj:11006005", "government", False, ["Politik", "government"]),
        ("subj:04005004", "Öl", True, ["Wirtschaft und Finanzen", "Öl"]),
        ("01000000", "arts", False, ["Kunst, Kultur, Unterhaltung und Medien"]),
        ("topic:12345678", "Wetter", True, ["Wetter"]),
        ("", "Deichbau", True, ["Deichbau"]),
    ],
)
def test_names(code: str, name: str, german: bool, names: list[str]) -> None:
    assert list(subject_names(code, name, german=german)) == names


def test_the_whole_top_level() -> None:
    assert list(MEDIA_TOPICS) == [f"{number:02d}000000" for number in range(1, 18)]
    assert len(set(MEDIA_TOPICS.values())) == 17
