"""Keys of an edition, kept as files outside the database and its backups."""
