"""Tags of languages, as documents have them."""


def language_code(text: str) -> str:
    """The language of a tag, German where it says none.

    >>> language_code("de-AT"), language_code("en_GB"), language_code("")
    ('de', 'en', 'de')
    """
    code = text.strip().replace("_", "-").split("-")[0].lower()
    return code if 2 <= len(code) <= 3 and code.isascii() and code.isalpha() else "de"
