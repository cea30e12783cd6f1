"""Files of any press format in, articles with their people, organisations and places out."""
