"""The texts of the pages by language, found quickly: a page has some hundred of them."""

from __future__ import annotations

from collections import defaultdict

from babel.support import NullTranslations
from flask_babel import Domain
from markupsafe import Markup

from pressespiegel.search.query import Language
from pressespiegel.web.localisation import language


class Catalogs(Domain):
    """Flask-Babel's catalogs, each loaded once; it would look for the locale with every text."""

    def __init__(self) -> None:
        super().__init__(domain="messages")
        self._known: dict[Language, NullTranslations] = {}
        self._markup: dict[Language, dict[str, Markup]] = defaultdict(dict)

    def get_translations(self) -> NullTranslations:
        """The catalog of the present request."""
        spoken = language()
        known = self._known.get(spoken)
        if known is None:
            known = self._known[spoken] = super().get_translations()
        return known

    def text(self, text: str, /, **variables: object) -> Markup:
        """A text of a template in the language of the present request, `variables` escaped.

        Those without variables are kept as they are written.
        """
        known = self._markup[language()]
        written = known.get(text)
        if written is None or variables:
            written = Markup(self.get_translations().ugettext(text)) % variables
            if not variables:
                known[text] = written
        return written
