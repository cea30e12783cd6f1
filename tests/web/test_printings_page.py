from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from pressespiegel.search import Article, Block, PressDate
from pressespiegel.web.page_parts.paragraph_pairs import MOST_PAIRS, paragraph_pairs

from .conftest import ClientFor
from .html_tree import by_class, link, text, tree
from .invented_articles import BRIDGE, FERRY_COPY, FERRY_STORY


@pytest.fixture
def printed(client_for: ClientFor) -> FlaskClient:
    return client_for([FERRY_STORY, FERRY_COPY, BRIDGE])


def test_a_printing_stands_beside_the_longest(printed: FlaskClient) -> None:
    article = tree(printed.get(f"/artikel?id={FERRY_COPY.id}"))
    page = tree(printed.get(link(article, "Nebeneinander vergleichen")))
    (table,) = page.iter("table")
    head = [text(each) for each in table.iter("th")]
    assert head == ["Hallig-Bote 10. März 2024", "Deichkurier 11. März 2024"]
    rows = [[text(cell) for cell in row.iter("td")] for row in table.iter("tr")][1:]
    assert rows[0] == [FERRY_STORY.title, FERRY_COPY.title]
    assert rows[1][0] == rows[1][1] == FERRY_STORY.blocks[0].text
    assert rows[2] == [FERRY_STORY.blocks[1].text, "nichts"]
    assert rows[3][0] == FERRY_STORY.blocks[2].text
    assert rows[3][1] == FERRY_COPY.blocks[1].text


def test_cuts_additions_and_changed_headlines_are_marked(printed: FlaskClient) -> None:
    page = tree(printed.get(f"/abdrucke?id={FERRY_COPY.id}"))
    (table,) = page.iter("table")
    assert [text(each) for each in table.iter("del")] == [
        "Die Reederei bedauert den Ausfall und verweist auf das Wetter der vergangenen Woche",
    ]
    assert [text(each) for each in table.iter("ins")] == ["Das berichtet unsere Zeitung"]
    assert [text(each) for each in table.iter("mark")] == ["steht still"]


def test_all_printings_are_led_to_with_what_they_kept(printed: FlaskClient) -> None:
    page = tree(printed.get(f"/abdrucke?id={FERRY_STORY.id}"))
    (nav,) = by_class(page, "all-printings")
    items = [text(each) for each in nav.iter("li")]
    assert items[0].startswith("Hallig-Bote 10. März 2024")
    assert items[0].endswith("die längste Fassung")
    assert "% der längsten Fassung" in items[1]


def test_who_prints_alone_is_told_so(printed: FlaskClient) -> None:
    page = tree(printed.get("/abdrucke", query_string={"id": BRIDGE.id}))
    assert "Niemand sonst im Archiv" in text(page)
    assert not list(page.iter("table"))
    assert printed.get("/abdrucke?id=nirgends").status_code == 404


def test_three_printings_are_compared_two_by_two(client_for: ClientFor) -> None:
    third = replace(FERRY_COPY, id="dritte", source="Inselpost", published=PressDate(2024, 3, 12))
    client = client_for([FERRY_STORY, FERRY_COPY, third])
    page = tree(client.get(f"/abdrucke?id={FERRY_COPY.id}"))
    page = tree(client.get(link(by_class(page, "all-printings")[0], "Inselpost")))
    assert "Inselpost" in text(next(page.iter("thead")))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([], [], []),
        (["a b c"], [], [(0, None)]),
        (["a b c", "d e f"], ["d e f", "a b c"], [(1, 0)]),
        (["a b c", "x y z", "d e f"], ["a b c", "d e f g"], [(0, 0), (1, None), (2, 1)]),
        (["a b c d e f"], ["a b c", "d e f"], [(0, 0), (None, 1)]),
    ],
)
def test_paragraphs_stand_beside_those_they_share_words_with(
    left: list[str], right: list[str], expected: list[tuple[int | None, int | None]]
) -> None:
    pairs = paragraph_pairs(left, right)
    assert [pair for pair in pairs if pair in expected] == expected
    assert [i for i, _ in pairs if i is not None] == list(range(len(left)))
    assert [j for _, j in pairs if j is not None] == list(range(len(right)))


def test_endless_texts_stand_beside_each_other_as_they_come() -> None:
    pairs = paragraph_pairs(["a"] * MOST_PAIRS, ["a"] * 2)
    assert pairs[:3] == [(0, 0), (1, 1), (2, None)]
    assert len(pairs) == MOST_PAIRS


def test_an_article_without_text_has_no_rows(client_for: ClientFor) -> None:
    bare = Article(id="leer", title="Nur ein Titel", blocks=(Block("paragraph", " "),))
    assert client_for([bare]).get("/abdrucke?id=leer").status_code == 200
