"""What every data-file format is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


class RuleModel(BaseModel):
    """Base of every data-file format: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def check_whole(self) -> None:
        """Refuse by EntryError what shows only where a user's entries stand behind ours: a name that nobody gave."""


class EntryError(ValueError):
    """An entry that does not fit the others of its file: `entry` names it, `cause` says what is wrong."""

    def __init__(self, entry: str, cause: str) -> None:
        super().__init__(f"{entry}: {cause}")
        self.entry = entry
        self.cause = cause


def no_doubles(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as they are; ValueError naming the first that is there twice."""
    if len(set(words)) < len(words):
        double = next(word for index, word in enumerate(words) if word in words[:index])
        raise ValueError(f"{double} is listed twice")
    return words


WORD = r"^\S+$"
Word = Annotated[str, StringConstraints(pattern=WORD)]
"""A word of a text: not empty, and without white space."""

Words = Annotated[tuple[Word, ...], AfterValidator(no_doubles)]
"""A list of words, none of them twice."""

Phrases = Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$")], ...], AfterValidator(no_doubles)]
"""A list of stretches of text, which may hold a space within: Public domain."""

Strings = Annotated[tuple[str, ...], AfterValidator(no_doubles)]
"""A list in which an empty entry or a line's end has a meaning of its own."""
