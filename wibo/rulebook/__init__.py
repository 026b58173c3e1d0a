"""The regulations as pure Python: no Django, no database, no clock.

Whatever decides who may vote, what a valid ballot is and which projects are funded lives here, so that
the web booth, the clerk keying paper, the count and `wibo recount` all ask the same functions.
"""
