"""Counting words: a dictionary of concepts and reports in, counts and shares by part and kind out.

report -> cut (words, sentences, statements, each with its part and kind) -> mentions of a dictionary -> tallies
"""
