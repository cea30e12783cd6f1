"""What pages are put together from: marked texts, facets, timelines, graphs, paging."""
