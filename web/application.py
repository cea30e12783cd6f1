"""The application: pages, API, languages, headers and errors put together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from os import PathLike
from pathlib import Path

from flask import Flask, request, url_for
from flask.json.provider import DefaultJSONProvider
from flask_babel import Babel, get_babel

from pressespiegel.web import error_pages
from pressespiegel.web.addresses import ADDRESSES, path_of
from pressespiegel.web.api import description_page, opensearch, routes
from pressespiegel.web.config import LONGEST_QUERY, STATIC_SECONDS
from pressespiegel.web.localisation import (
    FACET_LABELS,
    FACET_NAMES,
    LANGUAGE_NAMES,
    day_in_words,
    days,
    facet_value,
    iso_date,
    language,
    language_address,
    month_in_words,
    number,
    percent,
    period_label,
    press_date,
    remember_language,
    seconds,
)
from pressespiegel.web.page_parts import completion
from pressespiegel.web.page_parts.catalogs import Catalogs
from pressespiegel.web.page_parts.facet_panels import filled_in
from pressespiegel.web.page_parts.marking import marked
from pressespiegel.web.pages import (
    advanced_page,
    article_page,
    calendar_page,
    citation_page,
    entity_page,
    export_page,
    facet_page,
    feeds,
    keys_page,
    printings_page,
    results_page,
    timeline_page,
    why_page,
)
from pressespiegel.web.search_state import SORTS, SearchState
from pressespiegel.web.serving import answer_cache, health, limits, metrics, request_log
from pressespiegel.web.serving.headers import add_headers
from pressespiegel.web.serving.settings import Settings
from pressespiegel.web.shared_archive import EXTENSION, SharedArchive


def create_app(archive_place: str | PathLike[str], settings: Settings | None = None) -> Flask:
    """Make the application over the archive at a place; `Settings()` where none are given.

    No archive need be there yet: a page says so, and the archive is found when it appears.
    """
    settings = settings or Settings()
    app = Flask(__name__.rpartition(".")[0])
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_SECONDS
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    if isinstance(app.json, DefaultJSONProvider):
        app.json.sort_keys = False
        app.json.ensure_ascii = False
    app.extensions[EXTENSION] = SharedArchive(archive_place, settings.query_seconds)
    Babel(app, default_locale="de", locale_selector=language)
    catalogs = get_babel(app).instance.domain_instance = Catalogs()
    app.jinja_env.filters.update(
        day_in_words=day_in_words,
        days=days,
        filled_in=filled_in,
        month_in_words=month_in_words,
        marked=marked,
        number=number,
        percent=percent,
        seconds=seconds,
        press_date=press_date,
        iso_date=iso_date,
    )
    app.jinja_env.globals.update(
        ADDRESSES,
        _=catalogs.text,
        asset_url=_asset_urls(Path(app.static_folder or "")),
        facet_labels=FACET_LABELS,
        facet_names=FACET_NAMES,
        facet_value=facet_value,
        language=language,
        language_address=language_address,
        language_names=LANGUAGE_NAMES,
        longest_query=LONGEST_QUERY,
        new_search=SearchState(),
        path_of=path_of,
        period_label=period_label,
        sorts=SORTS,
    )
    request_log.register(app)
    for each in (
        results_page,
        article_page,
        citation_page,
        printings_page,
        calendar_page,
        entity_page,
        export_page,
        feeds,
        completion,
        opensearch,
        facet_page,
        timeline_page,
        why_page,
        keys_page,
        advanced_page,
        routes,
        description_page,
        health,
    ):
        app.register_blueprint(each.blueprint)
    error_pages.register(app)
    limits.register(app, settings)
    answer_cache.register(app)
    if settings.metrics:
        metrics.register(app)
    app.after_request(remember_language)
    app.after_request(add_headers)
    return app


def _asset_urls(folder: Path) -> Callable[[str], str]:
    """Addresses of static files that change with their content, so that they can be kept long."""
    versions = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        for file in folder.iterdir()
        if file.is_file()
    }

    @cache
    def below(root: str, name: str) -> str:
        return url_for("static", filename=name, v=versions[name])

    return lambda name: below(request.root_path, name)
