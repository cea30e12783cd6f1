"""The texts of the pages by language, found quickly: a page has some hundred of them."""

from __future__ import annotations

from babel.support import NullTranslations
from flask_babel import Domain

from pressespiegel.search.query import Language
from pressespiegel.web.localisation import language


class Catalogs(Domain):
    """Flask-Babel's catalogs, each loaded once; it would look for the locale with every text."""

    def __init__(self) -> None:
        super().__init__(domain="messages")
        self._known: dict[Language, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        """The catalog of the present request."""
        spoken = language()
        known = self._known.get(spoken)
        if known is None:
            known = self._known[spoken] = super().get_translations()
        return known
