"""How an archive is laid out on a cluster: the fields of a document and the settings of an index.

One index holds the articles, and beside them, as documents that no search finds, the commit, the
lock, the vocabulary and what was taken back. The archive's name is an alias of it.
"""

from __future__ import annotations

from typing import get_args

from pressespiegel.search.document import ABBREVIATIONS, FACETS
from pressespiegel.search.engines.opensearch.address import Address
from pressespiegel.search.engines.opensearch.connection import Json
from pressespiegel.search.engines.opensearch.tokens import GAP
from pressespiegel.search.german import ANALYSIS_VERSION
from pressespiegel.search.query.tree import SearchField

SCHEMA_VERSION = 1
KIND = "pressespiegel archive"
SEARCH_FIELDS: tuple[SearchField, ...] = get_args(SearchField)

VALUE_DISTANCE = 100
"""Positions between two values of a field, more than any slop."""

ANALYZER = "ready"
"""Splits at spaces and `|`, and leaves a gap for `_`."""


def index_body(address: Address) -> Json:
    """Settings and mapping of a new index."""
    replicas: Json = (
        {"auto_expand_replicas": "0-1"}
        if address.replicas is None
        else {"number_of_replicas": address.replicas}
    )
    not_searched: Json = {"type": "keyword", "index": False, "doc_values": False}
    return {
        "settings": {
            "index": {
                "number_of_shards": address.shards,
                # Only a commit makes anything visible.
                "refresh_interval": "-1",
                # So long is a batch that was lost on its way told from a newer change.
                "gc_deletes": "15m",
                **replicas,
            },
            "analysis": {
                "analyzer": {
                    ANALYZER: {
                        "type": "custom",
                        "tokenizer": "words",
                        "filter": ["stacked", "gaps"],
                    }
                },
                "tokenizer": {"words": {"type": "whitespace", "max_token_length": 1_000_000}},
                "filter": {
                    "stacked": {
                        "type": "pattern_capture",
                        "preserve_original": False,
                        "patterns": ["([^|]+)"],
                    },
                    "gaps": {"type": "stop", "stopwords": [GAP]},
                },
            },
        },
        "mappings": {
            "dynamic": False,
            "_meta": {"kind": KIND, "schema": SCHEMA_VERSION, "analysis": ANALYSIS_VERSION},
            "_source": {"excludes": ["words", "days"]},
            "properties": {
                "id": {"type": "keyword"},
                "born": {"type": "integer"},
                "died": {"type": "integer"},
                "fingerprint": not_searched,
                "first": {"type": "long"},
                "last": {"type": "long"},
                "days": {"type": "keyword"},
                "sketch": {"type": "keyword"},
                "content": {"type": "binary"},
                # Of what lies beside the articles:
                "taken_back": {"type": "keyword"},
                "block": {"type": "keyword"},
                "number": {"type": "integer"},
                "by": {"type": "integer"},
                "words": {
                    "properties": {
                        name: {
                            "type": "text",
                            "analyzer": ANALYZER,
                            "position_increment_gap": VALUE_DISTANCE,
                        }
                        for name in SEARCH_FIELDS
                    }
                },
                "facets": {
                    "properties": {
                        **{name: {"type": "keyword"} for name in FACETS},
                        ABBREVIATIONS: not_searched,
                    }
                },
            },
        },
    }
