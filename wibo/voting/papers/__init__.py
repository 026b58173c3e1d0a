"""Where clerks key paper ballots: batches, cards, second keying, disputes."""
