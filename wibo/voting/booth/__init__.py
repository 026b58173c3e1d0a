"""Where a person votes on the web: entrance, choice, review, cast, receipt."""
