"""The only place where the rulebook's values become Polish sentences: for pages, prints, open data and commands."""
