"""Evaluation: formal and merit cards by two different roles, verdicts with reasons, appeals."""
