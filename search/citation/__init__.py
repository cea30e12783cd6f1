"""Articles cited: in a sentence after DIN ISO 690, as RIS and as BibTeX."""
