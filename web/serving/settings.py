"""What the owner of a server may set; all else is in `config`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """How much one reader may ask for, and what is told to whom.

    `requests_per_minute` counts pages and answers of the API by address, style sheets and the like
    aside; 0 is no limit, and this machine itself has none. A search that takes `query_seconds`
    shows what it has found by then; 0 is no limit. With `metrics`, `/metrics` answers this machine.
    """

    requests_per_minute: int = 300
    query_seconds: float = 5.0
    metrics: bool = False
