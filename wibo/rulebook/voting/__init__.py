"""How an edition votes: ballots, faults, settings, cautions, what is unusual."""
