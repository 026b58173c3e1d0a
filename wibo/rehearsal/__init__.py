"""Rehearsal: a town tries its edition with invented people, in a twin of its own that is emptied afterwards."""
