from __future__ import annotations

from pathlib import Path

import pytest
from flask import Response, request

from pressespiegel.search import Archive
from pressespiegel.web import create_app
from pressespiegel.web.serving.warm_up import ADDRESSES, warm_up


def answers(place: Path) -> list[tuple[str, int]]:
    """What a server over an archive asks of itself at its start, and how it answers."""
    app = create_app(place)
    seen: list[tuple[str, int]] = []

    def note(response: Response) -> Response:
        seen.append((request.full_path.rstrip("?"), response.status_code))
        return response

    app.after_request(note)
    warm_up(app).join(60)
    return seen


def test_the_pages_that_come_first_are_asked_for(coast: Path) -> None:
    assert [status for _, status in answers(coast)] == [200] * len(ADDRESSES)


def test_an_empty_archive_is_no_obstacle(tmp_path: Path) -> None:
    Archive.create(tmp_path / "archive").close()
    assert [status for _, status in answers(tmp_path / "archive")] == [200] * len(ADDRESSES)


def test_what_cannot_be_answered_is_asked_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "letter.txt").write_text("no archive")
    assert answers(tmp_path) == [("/", 503)]
    assert str(tmp_path) in caplog.text


def test_corrections_need_no_reading_of_words_any_more(
    coast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(coast)
    warm_up(app).join(60)

    def read_again(*_: object) -> None:
        raise AssertionError("the words of the archive were read again")

    monkeypatch.setattr("pressespiegel.search.words.word_help.Vocabulary", read_again)
    assert "Meinten Sie" in app.test_client().get("/suche?q=kuttr").text
