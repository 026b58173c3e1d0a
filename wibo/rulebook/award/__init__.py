"""Who gets the money of a pool: settings, the case, the rules, the ties they leave open, and a verdict a project."""
