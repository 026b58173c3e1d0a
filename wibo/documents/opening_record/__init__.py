"""The reconciliation before the urn is opened."""
