"""Limits of time, memory and text: what meets one is told so, and what holds already is given back."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from report_parser import Parser
from report_parser.errors import LimitError
from report_parser.limits import Limits, held

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit of memory")


def test_text_has_a_length() -> None:
    parser = Parser(text_limit=8)
    with pytest.raises(LimitError, match="more than 8 characters"):
        parser.parse_text("新建公园十三个以上")
    with pytest.raises(LimitError, match="more than 8 characters"):
        parser.parse("新建公园十三个以上".encode())
    assert parser.parse_text("新建公园十三个。").source.length == 8


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm on this system")
def test_time_is_over_whatever_the_code_catches() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(LimitError, match=r"a\.pdf: took longer than 0\.05 s"), held("a.pdf", Limits(seconds=0.05)):
        while True:
            with suppress(Exception):  # what a library does that must go on at any price
                time.sleep(1)
    assert signal.getsignal(signal.SIGALRM) is before


@LINUX
def test_memory_is_over() -> None:
    code = """
from report_parser.limits import Limits, held
try:
    with held("a.pdf", Limits(mebibytes=64)):
        bytearray(2**27)
except Exception as error:
    print(type(error).__name__, error)
bytearray(2**27)
print("given back")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == ("LimitError a.pdf: took more than 64 MiB, the memory limit for a file\ngiven back\n")


def test_a_thread_is_not_alarmed() -> None:
    done: list[bool] = []

    def work() -> None:
        with held("a.txt", Limits(seconds=60)):
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
