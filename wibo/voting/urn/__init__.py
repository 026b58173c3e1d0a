"""What was cast: sealed envelopes, their receipts, what is counted while they are closed, and the opening."""
