"""The acts of results: counting, settling ties, publishing, importing elections."""
