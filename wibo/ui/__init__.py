"""How it looks: the design system, the town's palette, form rendering and the small template language."""
