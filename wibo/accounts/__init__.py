"""Accounts of residents and officials. An account belongs to one town: each is its own controller."""
