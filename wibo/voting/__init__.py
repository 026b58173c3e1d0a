"""Voting: the ballot, who has voted, sealed envelopes, paper batches, running counts and the open urn."""
