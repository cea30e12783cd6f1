"""What a reader sees: pages and a JSON API over an archive, rendered on the server.

    from pressespiegel.web import create_app

`create_app` makes a WSGI application; `pressespiegel serve` (`web.cli`) serves one.
"""

from __future__ import annotations

from pressespiegel.web.application import create_app

__all__ = ["create_app"]
