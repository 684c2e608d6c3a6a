"""Turns Chinese government work reports into a typed, grounded knowledge model."""
