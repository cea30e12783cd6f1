"""The limits and defaults of the pages, each with its reason."""

from __future__ import annotations

DEFAULT_HOST = "127.0.0.1"
"""Served to this machine only, until somebody decides otherwise."""

DEFAULT_PORT = 8000

THREADS = 8
"""Requests served side by side by one process."""

PAGE_SIZE = 10
"""Hits on one result page."""

LATEST_ARTICLES = 5
"""Articles on the start page."""

FEED_ENTRIES = 50
"""Hits in a feed, the newest ones."""

ENTITY_ARTICLES = 40
"""The newest articles that are read for the roles and names of an entity."""

ENTITY_NEIGHBOURS = 10
"""People, organisations and places each that are shown beside an entity."""

GRAPH_NEIGHBOURS = 4
"""Those of each kind that are drawn."""

CALENDAR_OUTLETS = 60
"""Outlets of a month in the calendar, those with most articles first."""

SIMILAR_ARTICLES = 12
"""Articles shown that are similar to one."""

START_VALUES = 8
"""Values of one facet on the start page."""

FACET_VALUES = 30
"""Values asked for of one facet, the most frequent first; so many years and months are listed."""

FACET_VALUES_LISTED = 12
"""Values of one facet on a result page; all of them have a page of their own."""

FACET_PAGE_SIZE = 100
"""Values on one page of a facet."""

LONGEST_FACET_SEARCH = 100
"""Characters that are looked for in the values of a facet."""

FACET_VALUES_OPEN = 6
"""Values of one facet seen at once; the others are folded away."""

MOST_COMPLETIONS = 8
"""Completions offered below the search field."""

MOST_CHIPS = 24
"""Parts of a query that can be taken away by a click; of more, the reading is a sentence."""

OFFERED_NAMES = 100
"""Outlets, sections and agencies that the advanced form offers, the most frequent ones."""

MOST_COMPARED = 5
"""Searches in one plot; more lines cannot be told apart."""

LONGEST_QUERY = 2_000
"""Characters of a query; no question is longer, and reading one takes time."""

MOST_FILTERS = 100
"""Facet values chosen at once."""

LAST_PAGE = 1_000_000
"""Page numbers above are taken for a mistake before anything is searched."""

LARGEST_API_PAGE = 100
"""Hits in one answer of the API."""

MOST_API_FACET_VALUES = 10_000
"""Values of one facet in one answer of the API."""

LARGEST_BODY = 64 * 1024
"""Bytes that a request may bring along: nothing here takes more than an address."""

ANSWER_MEMORY = 32 * 1024 * 1024
"""Bytes of the answers that a process keeps to give them again."""

LARGEST_KEPT_ANSWER = 256 * 1024
"""Bytes of the largest answer that is kept; longer ones are exports, and rare."""

LANGUAGE_COOKIE = "sprache"
LANGUAGE_COOKIE_SECONDS = 365 * 24 * 3600

STATIC_SECONDS = 365 * 24 * 3600
"""How long browsers keep a style sheet; its address changes when it does."""
