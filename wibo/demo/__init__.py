"""The invented town: its people, proposals and votes, at any stage of the year."""
