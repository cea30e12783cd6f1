from collections.abc import Callable

from flask import Flask

class Babel:
    def __init__(
        self,
        app: Flask | None = None,
        *,
        default_locale: str = "en",
        default_translation_directories: str = "translations",
        locale_selector: Callable[[], str] | None = None,
    ) -> None: ...

class LazyString:
    def __str__(self) -> str: ...

def gettext(string: str, **variables: object) -> str: ...
def ngettext(singular: str, plural: str, num: int, **variables: object) -> str: ...
def lazy_gettext(string: str, **variables: object) -> LazyString: ...
