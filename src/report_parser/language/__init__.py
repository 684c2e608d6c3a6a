"""What the program says to its users, in Chinese and English, kept as data."""
