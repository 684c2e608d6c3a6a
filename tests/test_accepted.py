"""The file of accepted rows: what is gained and lost, and that nothing leaves it in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from accepted import ACCEPTED, Change, Row, change, read_accepted, write_accepted

ONE, TWO, THREE = Row("a-2024", "fact", "5 9"), Row("a-2024", "statement", "12 20"), Row("b-2024", "document", "title")


def test_what_is_read_right_and_not_listed_is_gained_and_the_reverse_is_lost() -> None:
    assert change({ONE: "", TWO: ""}, [TWO, THREE]) == Change(gained=(THREE,), lost=(ONE,))


def test_a_row_given_up_is_not_lost_and_may_be_won_back() -> None:
    assert change({ONE: "for TWO"}, [TWO]) == Change(gained=(TWO,), lost=())
    assert change({ONE: "for TWO"}, [ONE]) == Change(gained=(ONE,), lost=())


def test_accepting_adds_what_is_gained_and_drops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "some.txt"
    write_accepted(path, {ONE: "", TWO: "for ONE", THREE: "for TWO"}, [THREE])
    assert path.read_text(encoding="utf-8").splitlines() == [
        "a-2024 fact 5 9",
        "a-2024 statement 12 20  # lost: for ONE",
        "b-2024 document title",
    ]
    assert read_accepted(path) == {ONE: "", TWO: "for ONE", THREE: ""}


@pytest.mark.parametrize("line", ["a-2024 fact", "a-2024 fact 5 9  # lost:", ""])
def test_a_line_of_another_form_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "some.txt"
    path.write_text(f"a-2024 fact 5 9\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        read_accepted(path)


@pytest.mark.parametrize("path", sorted(ACCEPTED.glob("*.txt")), ids=lambda path: path.stem)
def test_the_files_are_as_they_would_be_written(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    write_accepted(copy, read_accepted(path), [])
    assert copy.read_bytes() == path.read_bytes()
