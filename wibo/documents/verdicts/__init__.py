"""Lists of all, admitted and refused proposals for everyone, and the text for the public information bulletin."""
