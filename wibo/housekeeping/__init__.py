"""What happens by itself: sealing the journal, running counts, unsent letters, invariants."""
