"""Open data: published results for anyone and any program, as a contract with a version (docs/open-data.md)."""

VERSION = 1
