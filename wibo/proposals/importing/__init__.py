"""Proposals from a flat file or a workbook: read and shown as a dry run first, then loaded all or none."""
