"""Who may vote, and who has: the register, codes, contacts, and the tags that stand for people."""
