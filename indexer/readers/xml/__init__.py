"""The formats that agencies and newsrooms exchange as XML: NITF, NewsML-G2, feeds."""
