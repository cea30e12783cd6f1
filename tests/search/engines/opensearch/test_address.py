"""Where an archive on a cluster is, and who asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressespiegel.search.engines.opensearch.address import parse_address, read_credentials
from pressespiegel.search.errors import ArchiveInvalid
from pressespiegel.search.place import folder_beside, is_address


def test_an_address_names_nodes_and_an_archive() -> None:
    found = parse_address("opensearch+https://a.example,b.example:9201/presse?shards=3&replicas=1")
    assert found.hosts == (("a.example", 9200), ("b.example", 9201))
    assert (found.name, found.encrypted, found.shards, found.replicas) == ("presse", True, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "opensearch://host:9200/",
        "opensearch://host:9200/Presse",
        "opensearch://host:9200/a/b",
        "opensearch://host:9200/_all",
        "opensearch:///presse",
        "opensearch://host:port/presse",
        "opensearch://host/presse?shards=many",
        "opensearch://host/presse?colour=1",
        "http://host:9200/presse",
    ],
)
def test_what_is_no_address_is_said_in_one_line(text: str) -> None:
    with pytest.raises(ArchiveInvalid) as caught:
        parse_address(text)
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(ArchiveInvalid) as caught:
        parse_address("opensearch://ada:geheim@host:9200/presse")
    assert "geheim" not in caught.value.message + caught.value.hint


def test_credentials_come_from_the_environment_or_a_file(tmp_path: Path) -> None:
    user, token = tmp_path / "user", tmp_path / "token"
    user.write_text("ada:ge:heim\n")
    token.write_text("Bearer abc\n")
    name = "PRESSESPIEGEL_OPENSEARCH_CREDENTIALS"
    plain = read_credentials(
        {"PRESSESPIEGEL_OPENSEARCH_USER": "ada", "PRESSESPIEGEL_OPENSEARCH_PASSWORD": "geheim"}
    )
    assert (plain.user, plain.password) == ("ada", "geheim")
    of_file = read_credentials({name: str(user)})
    assert (of_file.user, of_file.password) == ("ada", "ge:heim")
    assert read_credentials({name: str(token)}).token == "abc"
    assert "geheim" not in repr(plain)
    with pytest.raises(ArchiveInvalid):
        read_credentials({name: str(tmp_path / "missing")})


def test_what_lies_beside_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "opensearch://a:9200,b:9200/presse?shards=3"
    assert is_address(address)
    assert folder_beside(tmp_path) == tmp_path
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert folder_beside(address) == tmp_path / "pressespiegel" / "a-9200-b-9200-presse"
    monkeypatch.setenv("PRESSESPIEGEL_BESIDE", str(tmp_path / "lists"))
    assert folder_beside(address) == tmp_path / "lists"
