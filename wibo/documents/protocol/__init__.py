"""The protocol of the result."""
