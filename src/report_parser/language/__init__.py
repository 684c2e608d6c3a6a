"""The words in which the package tells people what it found, in Chinese and English."""
