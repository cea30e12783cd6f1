"""Where an archive on a cluster is: `opensearch://HOST:PORT[,HOST:PORT…]/NAME`, and who asks."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pressespiegel.search.errors import ArchiveInvalid

PLAIN = "opensearch"
ENCRYPTED = "opensearch+https"
PORT = 9200

USER = "PRESSESPIEGEL_OPENSEARCH_USER"
PASSWORD = "PRESSESPIEGEL_OPENSEARCH_PASSWORD"
TOKEN = "PRESSESPIEGEL_OPENSEARCH_TOKEN"
CREDENTIALS = "PRESSESPIEGEL_OPENSEARCH_CREDENTIALS"
"""Names a file with one line: `USER:PASSWORD`, or `Bearer TOKEN`."""
CERTIFICATES = "PRESSESPIEGEL_OPENSEARCH_CA"
"""Names a file of the authorities that are trusted besides those of the system."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,180}")
_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Address:
    """The nodes of a cluster and the name of the archive there.

    `shards` and `replicas` are for an archive that is made; None lets one copy be kept wherever
    there is a second node.
    """

    hosts: tuple[tuple[str, int], ...]
    name: str
    encrypted: bool = False
    shards: int = 1
    replicas: int | None = None

    @property
    def shown(self) -> str:
        """The address in messages; it never holds a password.

        >>> parse_address("opensearch://a,b:9201/presse?shards=3").shown
        'opensearch://a:9200,b:9201/presse'
        """
        scheme = ENCRYPTED if self.encrypted else PLAIN
        return f"{scheme}://{','.join(f'{host}:{port}' for host, port in self.hosts)}/{self.name}"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a user with a password, or a token; never shown."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    certificates: str = ""


def parse_address(text: str) -> Address:
    """Read an address.

    Raises:
        ArchiveInvalid: it is none, or holds a password, which is not repeated in the message.
    """
    usage = f"write {PLAIN}://HOST:9200/NAME, or {ENCRYPTED}://… for an encrypted connection"
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise ArchiveInvalid("this is no address of an archive on a cluster", usage) from error
    if "@" in parts.netloc:
        raise ArchiveInvalid(
            "an address must not hold a user or password, since addresses are written into logs",
            f"set ${USER} and ${PASSWORD}, or ${CREDENTIALS} to the name of a file",
        )
    name = parts.path.strip("/")
    try:
        hosts = tuple(map(_host, parts.netloc.split(",")))
        options = {key: _number(values[-1]) for key, values in parse_qs(parts.query).items()}
    except ValueError as error:
        raise ArchiveInvalid(f"{text} is no address of an archive: {error}", usage) from error
    unknown = sorted(set(options) - {"shards", "replicas"})
    if parts.scheme not in (PLAIN, ENCRYPTED) or unknown or not _NAME.fullmatch(name):
        what = f"there is no option {unknown[0]}" if unknown else "it lacks the archive's name"
        raise ArchiveInvalid(
            f"{text} is no address of an archive: {what}",
            f"{usage}; a name is made of a-z, 0-9, '.', '_' and '-'",
        )
    encrypted = parts.scheme == ENCRYPTED
    shards = max(1, options.get("shards", 1))
    return Address(hosts, name, encrypted, shards, options.get("replicas"))


def _host(text: str) -> tuple[str, int]:
    parts = urlsplit(f"//{text}")
    if not parts.hostname:
        raise ValueError("a host has no name")
    return parts.hostname, parts.port or PORT


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text} is no number")
    return int(text)


def read_credentials(environment: Mapping[str, str] = os.environ) -> Credentials:
    """Who asks, by the environment, or by the file that it names.

    Raises:
        ArchiveInvalid: the file cannot be read.
    """
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    token = environment.get(TOKEN, "")
    if file := environment.get(CREDENTIALS):
        try:
            line = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ArchiveInvalid(
                f"the file that ${CREDENTIALS} names cannot be read: {file}",
                "it holds one line, USER:PASSWORD or Bearer TOKEN",
            ) from error
        if line.startswith("Bearer "):
            token = line.removeprefix("Bearer ").strip()
        else:
            user, _, password = line.partition(":")
    return Credentials(user, password, token, environment.get(CERTIFICATES, ""))
