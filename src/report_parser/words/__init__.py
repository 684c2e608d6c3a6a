"""Words: where they begin, what is believed of them, and the noun phrases they make."""
