"""Invented people of an invented town, what they propose and what they do, at any stage of the year."""
