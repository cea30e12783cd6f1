"""Around every answer: server, limits, headers, what is kept, log and metrics."""
