"""Forms of an edition, by question: what it is, how it awards, how it votes, what its application asks."""
