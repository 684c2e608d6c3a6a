"""An HTML document out of a template: everything inside it, nothing fetched, nothing run but its own script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

from report_parser.errors import MissingExtraError
from report_parser.language.messages import Wording

if TYPE_CHECKING:
    from jinja2 import Environment

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
"""What goes into the page's data block."""


def html_page(
    template: str, scripts: Sequence[str], wording: Wording, data: Json, *, sends: bool = False, **values: object
) -> str:
    """A page: `values` go to its template, `data` and the words of both languages to its `scripts`, which are one.

    By a content security policy the page forbids itself every address on the network and every script but the
    two it was written with: markup that came with a report could do nothing even if it stood there unescaped.
    A page that `sends` may send its forms to where it came from.
    """
    written = [
        _static("chart.umd.min.js").rpartition("\n//# sourceMappingURL")[0],
        "".join(map(_static, ("common.js", *scripts))),
    ]
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(f"'sha256-{_digest(one)}'" for one in written),
            "style-src 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'self'; connect-src 'self'" if sends else "form-action 'none'",
        )
    )
    return (
        _environment()
        .get_template(template)
        .render(
            **values,
            w=wording,
            lang=wording.lang,
            style=_static("page.css"),
            scripts=written,
            policy=policy,
            data=data,
            words=wording.used,
        )
    )


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


@cache
def _static(name: str) -> str:
    return (resources.files("report_parser.view") / "static" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError as error:
        raise MissingExtraError("Jinja2", "view") from error
    environment = Environment(
        loader=PackageLoader("report_parser.view"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment
