"""What a program can see to be doubtful: `doubts` fills the diagnostics of a document, one named check each."""
