"""Who people are, who may vote, and what may be said of few of them."""
