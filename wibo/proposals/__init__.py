"""Proposals (wnioski): drafts, submission, supplements, withdrawal, paper ones and import from a file."""
