"""How proposals are judged: what a card asks, who must differ, until when, and what is announced."""
