from collections.abc import Callable

from babel.support import NullTranslations
from flask import Flask

class Babel:
    domain_instance: Domain
    def __init__(
        self,
        app: Flask | None = None,
        *,
        default_locale: str = "en",
        default_translation_directories: str = "translations",
        locale_selector: Callable[[], str] | None = None,
    ) -> None: ...

class Domain:
    def __init__(
        self, translation_directories: object = None, domain: str | None = None
    ) -> None: ...
    def get_translations(self) -> NullTranslations: ...

class _Configuration:
    instance: Babel

def get_translations() -> NullTranslations: ...
def get_babel(app: Flask | None = None) -> _Configuration: ...

class LazyString:
    def __str__(self) -> str: ...

def gettext(string: str, **variables: object) -> str: ...
def ngettext(singular: str, plural: str, num: int, **variables: object) -> str: ...
def lazy_gettext(string: str, **variables: object) -> LazyString: ...
