"""Handover: everything public and official of an edition in one file that opens from a disk, long after the service is gone."""
