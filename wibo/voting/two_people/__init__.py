"""Acts that two people do together: one proposes, another confirms."""
