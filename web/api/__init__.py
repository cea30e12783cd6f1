"""The JSON API for programs, and how it describes itself."""
