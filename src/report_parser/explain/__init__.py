"""Why a number or a statement was read as it was, in the reader's language."""
