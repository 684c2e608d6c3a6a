"""The characters that fill space and say nothing: those that one sees as a gap, and those one does not."""

from __future__ import annotations

# A gap on the page.
SPACE = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
# Zero-width characters, soft hyphens and the marks that set the direction of writing: no gap at all.
INVISIBLE = "\u2060"
INVISIBLES = r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
# What is stripped off both ends of a line.
STRIPPED = (
    " \t\r\n\v\f\x1c\x1d\x1e\u0085\u2028\u2029\u00a0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\ufeff"
)
