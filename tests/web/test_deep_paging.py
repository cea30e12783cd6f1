"""The pages of a long result: the total is exact, and the last page is as good as the first."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Article

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree

ARTICLES = 10_237


@pytest.fixture
def long(client_for: ClientFor) -> FlaskClient:
    """An archive in which one word is in all of very many articles."""
    return client_for(
        Article.from_text(id=f"n{number:05d}", title=f"Notiz {number}", text="Ebbe.")
        for number in range(ARTICLES)
    )


@pytest.mark.slow
def test_paging_goes_on_behind_ten_thousand_hits(long: FlaskClient) -> None:
    page = tree(long.get("/suche?q=ebbe&sort=oldest&page=1001"))
    assert text(page.find(".//h1")) == "10.237 Treffer"
    assert "Seite 1.001 von 1.024" in text(by_class(page, "duration")[0])
    assert [text(each) for each in by_class(page, "headline")] == [
        f"Notiz {number}" for number in range(10_000, 10_010)
    ]
    last = tree(long.get(link(page, "1.024")))
    assert text(by_class(last, "headline")[-1]) == "Notiz 10236"
    assert len(by_class(last, "headline")) == 7
    assert long.get("/suche?q=ebbe&page=1025").status_code == 404
    seen = [text(each) for each in by_class(tree(long.get("/suche?q=ebbe&page=1024")), "headline")]
    assert len(set(seen)) == 7
