"""A browser can take the archive for a search engine."""

from __future__ import annotations

from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

from flask.testing import FlaskClient

from pressespiegel.search import Article

from .conftest import ClientFor
from .html_tree import tree

NAME = "{http://a9.com/-/spec/opensearch/1.1/}"
DESCRIPTION = "application/opensearchdescription+xml"


def templates(client: FlaskClient, host: str = "presse.example") -> dict[str, str]:
    """Kind of answer -> where it is asked for, as the description says to a host's readers."""
    answer = client.get("/opensearch.xml", headers={"Host": host})
    assert answer.mimetype == DESCRIPTION
    root = ElementTree.fromstring(answer.data)
    assert root.tag == f"{NAME}OpenSearchDescription"
    assert root.findtext(f"{NAME}ShortName") == "Pressespiegel"
    assert root.findtext(f"{NAME}Description")
    return {url.attrib["type"]: url.attrib["template"] for url in root.iter(f"{NAME}Url")}


def ask(client: FlaskClient, template: str, typed: str) -> str:
    """What is answered to somebody who typed something into the browser's field."""
    address = urlsplit(template.replace("{searchTerms}", quote(typed, safe="")))
    assert (address.scheme, address.netloc) == ("http", "presse.example")
    return client.get(f"{address.path}?{address.query}").text


def test_every_page_names_the_description(client: FlaskClient) -> None:
    for page in ("/", "/suche?q=hafen", "/nirgends"):
        link = tree(client.get(page)).find(".//link[@rel='search']")
        assert link is not None
        assert (link.attrib["type"], link.attrib["href"]) == (DESCRIPTION, "/opensearch.xml")


def test_what_is_typed_is_searched_and_completed(client: FlaskClient) -> None:
    found = templates(client)
    assert "Hebebrücke" in ask(client, found["text/html"], "hebebrücke & fähre")
    assert "Hebebrücke" in ask(client, found["application/json"], "hebebrücke")


def test_suggestions_have_the_form_that_browsers_read(client: FlaskClient) -> None:
    answer = client.get("/opensearch/vorschlaege?q=Hafenamt N")
    assert answer.mimetype == "application/x-suggestions+json"
    typed, queries, kinds = answer.get_json()
    assert typed == "Hafenamt N"
    assert (queries[0], kinds[0]) == ('organisation:"Hafenamt Norderhaven"', "Organisation")
    assert len(queries) == len(kinds)
    assert client.get("/opensearch/vorschlaege").get_json() == ["", [], []]
    assert client.get("/opensearch/vorschlaege?q=" + "x" * 3000).get_json()[1:] == [[], []]


def test_the_description_is_well_formed_whatever_the_host(client_for: ClientFor) -> None:
    client = client_for([Article.from_text(id="a", title="Ebbe", text="Flut.")])
    assert len(templates(client, "a.example:8000")) == 4
