"""Words of the rulebook."""
