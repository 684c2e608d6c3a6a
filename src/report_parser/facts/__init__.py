"""Facts: each measurable number bound to what it measures, and to its period."""
