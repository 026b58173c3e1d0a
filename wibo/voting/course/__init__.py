"""What the office does about voting as a whole: dates, pauses, extensions, protests, acts of two people."""
