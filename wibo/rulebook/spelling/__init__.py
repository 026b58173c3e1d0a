"""Money, days, numbers, names and texts as people write them."""
