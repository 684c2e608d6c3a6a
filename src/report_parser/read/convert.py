"""Old and foreign documents (.doc, .wps, .odt) -> .docx, by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from report_parser.errors import SourceError

TIME_LIMIT = 120.0
"""Seconds that LibreOffice may take for a document; its first start on a machine takes some ten."""
_PROGRAMS = ("soffice", "libreoffice")
# What a format is called in errors, and by LibreOffice, which takes what it does not know for a plain text.
_FORMATS = {
    "doc": ("an old Word or WPS file (.doc, .wps)", "MS Word 97"),
    "odt": ("an OpenDocument file (.odt)", "writer8"),
}


def to_docx(uri: str, data: bytes, kind: Literal["doc", "odt"]) -> bytes:
    """The document as a .docx.

    LibreOffice runs with a profile of its own, which knows of no macro that may run. Raises SourceError where there is
    none, or it makes nothing of the file.
    """
    what, reader = _FORMATS[kind]
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise SourceError(uri, f"{what}; save it as .docx, .pdf or .txt, or install LibreOffice to have it converted")
    with TemporaryDirectory(prefix="report-parser-") as folder:
        source = Path(folder, f"report.{kind}")
        source.write_bytes(data)
        command = [
            program, "--headless", "--norestore", f"--infilter={reader}", "--convert-to", "docx", "--outdir", folder,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=TIME_LIMIT, check=True, stdin=subprocess.DEVNULL)
            return source.with_suffix(".docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise SourceError(uri, f"{what}; LibreOffice took more than {TIME_LIMIT:g} s to convert it") from error
        except (OSError, subprocess.CalledProcessError) as error:
            raise SourceError(uri, f"{what}; LibreOffice cannot convert it: save it as .docx") from error
