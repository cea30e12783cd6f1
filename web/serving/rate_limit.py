"""How many requests one address may make: a bucket of tokens for each, filled as time goes by.

Flask-Limiter would do it with five packages, and, without a server of its own beside it, count in
the memory of each process as well.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock

MOST_ADDRESSES = 50_000
"""Addresses that are remembered; the one not seen for the longest time is forgotten first."""

IPV6_NETWORK = 64
"""Bits of an IPv6 address that belong to one household or host."""


class RateLimit:
    """Counts requests by address; safe across threads.

    A reader who was away for a minute may ask `per_minute` times at once, and then goes on at that
    rate.

    >>> limit = RateLimit(60, clock=lambda: 0.0)
    >>> [limit.wait("192.0.2.1") for _ in range(61)][-2:]
    [0, 1]
    >>> limit.wait("192.0.2.2"), limit.wait("127.0.0.1")
    (0, 0)
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._rate = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str) -> int:
        """Take one request of an address into account: 0 if it may be answered, else after how many
        seconds to ask again."""
        household = household_of(address)
        if not household:
            return 0
        now = self._clock()
        with self._lock:
            tokens, seen = self._buckets.pop(household, (self._most, now))
            tokens = min(self._most, tokens + (now - seen) * self._rate)
            allowed = tokens >= 1
            self._buckets[household] = (tokens - allowed, now)
            if len(self._buckets) > MOST_ADDRESSES:
                self._buckets.popitem(last=False)
        return 0 if allowed else ceil((1 - tokens) / self._rate)


def household_of(address: str) -> str:
    """Whom an address belongs to, "" for this machine itself and for what is no address.

    >>> household_of("2001:db8:1:2:3:4:5:6"), household_of("2001:db8:1:2::7")
    ('2001:db8:1:2::', '2001:db8:1:2::')
    >>> household_of("::ffff:192.0.2.1"), household_of("::1"), household_of("")
    ('192.0.2.1', '', '')
    """
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    if isinstance(known, IPv6Address):
        if known.ipv4_mapped is None:
            host_bits = 128 - IPV6_NETWORK
            network = IPv6Address(int(known) >> host_bits << host_bits)
            return "" if known.is_loopback else str(network)
        known = known.ipv4_mapped
    return "" if known.is_loopback else str(known)
