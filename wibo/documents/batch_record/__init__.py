"""The closing record of a batch of papers."""
