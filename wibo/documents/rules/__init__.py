"""The rules of an edition in words, to be read on paper."""
