"""The commands of `wibo`, one file each. `recount` needs nothing but the rulebook and starts at once."""
