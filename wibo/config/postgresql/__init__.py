"""PostgreSQL as Django drives it, but for how a kept connection is looked at."""
