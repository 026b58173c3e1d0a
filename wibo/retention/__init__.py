"""How long data about people is kept, and how it goes: two clocks, two people, a certificate."""
