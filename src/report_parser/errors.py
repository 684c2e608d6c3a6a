"""The exceptions of the package: one root, one class for each thing that a user can mend."""

from __future__ import annotations


class ReportParserError(Exception):
    """Root of every error that the package raises on purpose; its text is one line for the user."""


class SourceError(ReportParserError):
    """A source that cannot be read as a report.

    `uri` names the source (path, URL or `<stdin>`), `cause` says in a few words what is wrong with it.
    """

    def __init__(self, uri: str, cause: str) -> None:
        super().__init__(f"{uri}: {cause}")
        self.uri = uri
        self.cause = cause

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str]]:
        """Rebuild from both arguments, so that the error crosses process boundaries whole."""
        return type(self), (self.uri, self.cause)


class LimitError(SourceError):
    """A source whose parsing took longer or more memory than it may; a higher limit or a smaller file helps."""


class CrashError(SourceError):
    """A source whose parsing ended the worker or failed in a way nobody foresaw: a bug to report, with the file."""


class OutputError(ReportParserError):
    """A place that cannot be written or read back; `path` names it, `cause` says why (disk full, no permission)."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(f"{path}: {cause}")
        self.path = path
        self.cause = cause

    def __reduce__(self) -> tuple[type[OutputError], tuple[str, str]]:
        """Rebuild from both arguments, so that the error crosses process boundaries whole."""
        return type(self), (self.path, self.cause)


class RuleError(ReportParserError):
    """A rule file with a broken entry; `path` names the file, `entry` the entry, `cause` what is wrong."""

    def __init__(self, path: str, entry: str, cause: str) -> None:
        super().__init__(f"{path}: {entry}: {cause}")
        self.path = path
        self.entry = entry
        self.cause = cause

    def __reduce__(self) -> tuple[type[RuleError], tuple[str, str, str]]:
        """Rebuild from all arguments, so that the error crosses process boundaries whole."""
        return type(self), (self.path, self.entry, self.cause)


class MissingExtraError(ReportParserError):
    """An optional part that is not installed: `package` is needed, `extra` brings it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed: pip install 'report_parser[{extra}]'")
        self.package = package
        self.extra = extra

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        """Rebuild from both arguments, so that the error crosses process boundaries whole."""
        return type(self), (self.package, self.extra)


class StoreError(ReportParserError):
    """A store that cannot be opened, read or written; `store` names it without its password."""

    def __init__(self, store: str, cause: str) -> None:
        super().__init__(f"{store}: {cause}")
        self.store = store
        self.cause = cause

    def __reduce__(self) -> tuple[type[StoreError], tuple[str, str]]:
        """Rebuild from both arguments, so that the error crosses process boundaries whole."""
        return type(self), (self.store, self.cause)
