"""What a reader sees: pages and a JSON API over an archive, rendered on the server.

    from pressespiegel.web import Settings, create_app

`create_app` makes a WSGI application, with the limits of `Settings`; `pressespiegel serve`
(`web.cli`) serves one.
"""

from __future__ import annotations

from pressespiegel.web.application import create_app
from pressespiegel.web.serving.settings import Settings

__all__ = ["Settings", "create_app"]
