"""Pages of voting: the booth, the catalogue, the ballot, paper."""
