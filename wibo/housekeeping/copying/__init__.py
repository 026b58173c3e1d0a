"""Backup and restore: data in one file, keys in another that only the operator's identity opens."""
