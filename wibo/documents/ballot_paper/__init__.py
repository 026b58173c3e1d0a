"""The ballot paper."""
