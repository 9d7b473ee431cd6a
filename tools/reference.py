#!/usr/bin/env python
"""The pages of docs/reference/ and docs/rooms/ that are made from the code: `write` makes them, `check` names stale ones."""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
DOCS = ROOT / "docs"
WRITTEN = "\n*Made from the code by `make reference`; change the code, not this page.*\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; bars within cells are kept from ending them."""
    lines = [list(heads)]
    lines.append(["---"] * len(lines[0]))
    lines += [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def code(text: object) -> str:
    """Text as code; nothing for nothing."""
    return f"`{text}`" if str(text) else ""


def first_line(thing: object) -> str:
    """The first sentence-line of a docstring."""
    return (inspect.getdoc(thing) or "").split("\n")[0]


# --- The door plate ------------------------------------------------------------------------------


def remarks(lines: list[str], node: ast.AnnAssign) -> str:
    """What `#:` says beside a field, or in the lines right above it."""
    if "#:" in (own := lines[(node.end_lineno or node.lineno) - 1]):
        return own.split("#:", 1)[1].strip()
    above: list[str] = []
    for line in reversed(lines[: node.lineno - 1]):
        if not line.strip().startswith("#:"):
            break
        above.insert(0, line.strip()[2:].strip())
    return " ".join(above)


def otherwise(value: ast.expr | None) -> str:
    """The default of a field as a reader needs it: what stands there when the plate is silent."""
    if value is None:
        return "**needed**"
    text = re.sub(r"field\(default_factory=(?:lambda: )?(\w+)\)", r"\1", ast.unparse(value))
    return code({"dict": "{}"}.get(text, text).removeprefix("lambda: ").replace("lambda start, end: ", ""))


def fields_of(source: str) -> Iterator[tuple[str, str, list[tuple[str, str, str, str]]]]:
    """Each dataclass of a module: its name, its sentence, its fields (name, type, meaning, default)."""
    lines = source.split("\n")
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            fields = [
                (code(one.target.id), code(ast.unparse(one.annotation)), remarks(lines, one), otherwise(one.value))
                for one in node.body
                if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
            ]
            yield node.name, (ast.get_docstring(node) or "").split("\n")[0], fields


def plate() -> str:
    """Every field of `foundation/channel.py`, the plate itself first, and a whole small plate."""
    source = (ROOT / "kuulu/foundation/channel.py").read_text()
    parts = {name: (told, fields) for name, told, fields in fields_of(source)}
    page = ["# The door plate\n", "What a channel declares in `channel.py`, as `plate = Channel(...)`; the grammar is"]
    page.append(
        "`kuulu/foundation/channel.py`. How to use it: [add a channel](../guides/add-a-channel.md). `Words` is a"
    )
    page.append("mapping of language to text, in `fi`, `fi-simple`, `sv` and `en`.\n")
    for name in ("Channel", *(one for one in parts if one != "Channel")):
        told, fields = parts[name]
        page += [f"## {name}\n", f"{told}\n", table(("field", "type", "meaning", "when not said"), fields)]
    example = (ROOT / "tests/house/wishes/channel.py").read_text().strip()
    page += [
        "## A whole plate\n",
        "From `tests/house/wishes`, a channel made for tests:\n",
        f"```python\n{example}\n```\n",
    ]
    return "\n".join(page)


# --- Settings ------------------------------------------------------------------------------------


def variables(path: Path) -> Iterator[tuple[str, str, str]]:
    """Each environment variable that a settings file reads: its name, its kind, its default as the code has it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func.value) == "env"
        ):
            named = [word.value for word in node.keywords if word.arg == "default"]
            name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else ""
            if name:
                yield str(name), node.func.attr, ast.unparse(named[0]) if named else ""


def city() -> Iterator[tuple[str, str, str]]:
    """Each key of KUULU in the base settings: its path, its value, the remark beside it."""
    source = (ROOT / "config/settings/base.py").read_text()
    lines = source.split("\n")
    told = next(
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "KUULU"
    )
    assert isinstance(told, ast.Dict)
    for key, value in zip(told.keys, told.values, strict=True):
        assert isinstance(key, ast.Constant)
        if isinstance(value, ast.Dict) and str(key.value) not in ("CITY", "CITY_GENITIVE"):
            for inner, one in zip(value.keys, value.values, strict=True):
                assert isinstance(inner, ast.Constant)
                yield f"{key.value}.{inner.value}", ast.unparse(one), beside(lines, one)
        else:
            yield str(key.value), ast.unparse(value), beside(lines, value)


def beside(lines: list[str], node: ast.expr) -> str:
    """The remark at the end of the line on which a value ends."""
    rest = lines[(node.end_lineno or 1) - 1].encode()[node.end_col_offset or 0 :].decode()
    return rest.split("# ", 1)[1].strip() if "# " in rest else ""


def settings() -> str:
    """Environment variables of production, and the keys of KUULU."""
    read = {
        name: row for path in ("base", "production") for name, *row in variables(ROOT / f"config/settings/{path}.py")
    }
    page = [
        "# Settings\n",
        "What each variable means, and which are needed: [settings of production](../operate/settings.md).",
    ]
    page += ["Here is how the code reads them.\n", "## Environment\n"]
    page.append(
        table(("variable", "read as", "default"), ([code(n), k, code(d)] for n, (k, d) in sorted(read.items())))
    )
    page += [
        "## The city: `KUULU`\n",
        "A dictionary in `config/settings/base.py`; a settings file of one's own may replace any",
    ]
    page += ['of it: `KUULU = {**KUULU, "RATE": {...}}`.\n']
    page.append(table(("key", "default", "remark"), ([code(name), code(value), told] for name, value, told in city())))
    return "\n".join(page)


# --- News and scheduled jobs -----------------------------------------------------------------------


def news() -> str:
    """The signals of the house, and what it does by itself."""
    from kuulu.commons.matters import news as module
    from kuulu.foundation import schedule

    source = Path(str(module.__file__)).read_text()
    told = re.findall(r"#: (.+)\n(\w+) = Signal\(\)", source)
    rows = [[code(f"{module.__name__}.{name}"), said, ", ".join(hearers(getattr(module, name)))] for said, name in told]
    page = ["# News\n", "Calls go down by function; news comes up by a signal, after commit. There is one.\n"]
    page += [
        table(("signal", "when, and with what", "heard by"), rows),
        "A receiver is connected in the `ready` of its",
    ]
    page += ["room's `apps.py`. It must be quick, or queue its work, and bear to hear the same news twice.\n"]
    page += ["## Scheduled jobs\n", "Run by `kuulu tick`. A room lists its own in `schedule.JOBS`.\n"]
    jobs = ([code(job.name), every(job.every), first_line(job.run)] for job in schedule.jobs())
    page.append(table(("job", "every", "what it does"), jobs))
    return "\n".join(page)


def hearers(signal: Any) -> list[str]:
    """Who of the house listens to a signal."""
    found = (receiver() for _key, receiver, *_ in signal.receivers)
    return sorted(
        code(f"{one.__module__}.{one.__name__}") for one in found if one and one.__module__.startswith("kuulu.")
    )


def every(span: Any) -> str:
    """A time span in the largest unit that holds it whole."""
    for seconds, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        count, rest = divmod(int(span.total_seconds()), seconds)
        if count and not rest:
            return unit if count == 1 else f"{count} {unit}s"
    return str(span)


# --- Commands --------------------------------------------------------------------------------------

OF_DJANGO = {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color"}


def commands() -> str:
    """Every management command of the house with its arguments."""
    from django.core.management import get_commands, load_command_class

    own = {name: app for name, app in get_commands().items() if app.startswith("kuulu.") and app != "kuulu.demo"}
    page = ["# Commands\n", "`kuulu NAME`, where it is installed; from the sources `.venv/bin/python manage.py NAME`."]
    page += ["Commands of Django and Wagtail (`migrate`, `createsuperuser`, `check`, …) work the same way.\n"]
    for name, app in sorted(own.items()):
        command = load_command_class(app, name)
        parser = command.create_parser("kuulu", name)
        used = " ".join(parser.format_usage().split()).removeprefix("usage: ")
        page += [f"## {name}\n", f"{command.help}\n", f"    {plain(used)}\n", arguments(parser)]
    return "\n".join(one for one in page if one)


def plain(usage: str) -> str:
    """A usage line without what every command of Django takes."""
    usage = re.sub(r" \[(?:-h|-v \{0,1,2,3\}|--[a-z-]+(?: [A-Z]+)?)\]", lambda m: "" if shared(m[0]) else m[0], usage)
    return " ".join(usage.split())


def shared(option: str) -> bool:
    """Whether every command of Django takes this option."""
    return option.strip(" []").split()[0] in {"-h", "-v", "--skip-checks", *OF_DJANGO}


def arguments(parser: argparse.ArgumentParser) -> str:
    """The arguments that say what they mean."""
    skipped = {"-h", "--skip-checks", *OF_DJANGO}
    rows = [
        [code(action.option_strings[0] if action.option_strings else action.metavar or action.dest), action.help]
        for action in parser._actions
        if action.help and not skipped & {*action.option_strings}
    ]
    return table(("argument", "meaning"), rows) if rows else ""


# --- The HTTP interface ------------------------------------------------------------------------------


def interface() -> str:
    """The open interface, from its own OpenAPI description."""
    from kuulu.site.discover.api import api

    told = api.get_openapi_schema(path_prefix="/api/v1/")
    page = [
        "# The open interface\n",
        f"{told['info']['description']} Read only, for every origin; an answer carries an",
    ]
    page += ["`ETag`, and `If-None-Match` gives 304 when nothing has changed. The description for programs is"]
    page += ["`/api/v1/openapi.json`. Reports are made by [Open311](open311.md).\n"]
    for path, verbs in told["paths"].items():
        for verb, one in verbs.items():
            page += [f"## {verb.upper()} {path}\n", f"{one['summary']}. {answers(one)}\n"]
            if one.get("parameters"):
                page.append(table(("parameter", "kind", "default"), map(parameter, one["parameters"])))
    for name, one in told["components"]["schemas"].items():
        if name in ("MatterOut", "PageOut"):
            page += [f"## {name}\n", f"{one['description']}\n"]
            page.append(table(("field", "kind"), ([code(n), kind(f)] for n, f in one["properties"].items())))
    return "\n".join(page)


def answers(operation: dict[str, Any]) -> str:
    """What an operation answers, by status."""
    said = []
    for status, answer in operation["responses"].items():
        shape = next(iter(answer.get("content", {}).values()), {}).get("schema", {}).get("$ref", "")
        said.append(f"{status}{' with ' + shape.rsplit('/', 1)[-1] if shape else ''}")
    return f"Answers {', '.join(said)}."


def parameter(one: dict[str, Any]) -> list[str]:
    """A row about one parameter."""
    default = one["schema"].get("default")
    return [
        code(one["name"]),
        kind(one["schema"]),
        "**needed**" if one["required"] else code("" if default is None else default),
    ]


def kind(shape: dict[str, Any]) -> str:
    """The kind of a value in words: its type, its choices, its limits."""
    if "$ref" in shape:
        return str(shape["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in shape:
        return " or ".join("nothing" if one.get("type") == "null" else kind(one) for one in shape["anyOf"])
    if "enum" in shape:
        return "one of " + ", ".join(code(one) for one in shape["enum"] if one)
    if shape.get("type") == "array":
        return f"list of {kind(shape['items'])}"
    limits = [f"at most {shape[name]} characters" for name in ("maxLength",) if name in shape]
    limits += [f"{shape['minimum']} to {shape['maximum']}"] if {"minimum", "maximum"} <= shape.keys() else []
    return ", ".join([shape.get("format") or shape.get("type", "anything"), *limits])


# --- Rooms -------------------------------------------------------------------------------------------


def rooms() -> str:
    """Every room with the first sentence of its purpose, and the way to its own page."""
    page = [
        "# Rooms\n",
        "What each room is for, its words, its rules, who may do what, and what it never does stand beside its",
    ]
    page.append("code. How they lie on each other: [architecture](../architecture/index.md).\n")
    rows = []
    for readme in sorted((ROOT / "kuulu").rglob("README.md"), key=floor):
        text = readme.read_text()
        if "## Purpose" in text:
            purpose = " ".join(text.split("## Purpose")[1].split("##")[0].split())
            title = text.split("\n")[0].removeprefix("# ")
            rows.append(
                [f"[{title}](../../{readme.relative_to(ROOT)})", code(readme.parent.relative_to(ROOT)), purpose]
            )
    return "\n".join([*page, table(("room", "where", "purpose"), rows)])


def floor(readme: Path) -> tuple[int, str]:
    """Rooms from the top of the house to its ground, those beside it last."""
    order = ("channels", "site", "commons", "foundation", "demo")
    return order.index(readme.relative_to(ROOT / "kuulu").parts[0]), str(readme)


PAGES: dict[str, Callable[[], str]] = {
    "reference/plate.md": plate,
    "reference/settings.md": settings,
    "reference/news.md": news,
    "reference/commands.md": commands,
    "reference/interface.md": interface,
    "rooms/index.md": rooms,
}


def made() -> Iterator[tuple[Path, str]]:
    """Each page with the text that it should have."""
    importlib.import_module("django").setup()
    for name, make in PAGES.items():
        yield DOCS / name, make().rstrip("\n") + "\n" + WRITTEN


def stale() -> list[str]:
    """The pages that the code has moved away from."""
    return [str(path.relative_to(ROOT)) for path, text in made() if not path.exists() or path.read_text() != text]


def main(words: list[str]) -> int:
    """`write` or `check`; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    if words == ["write"]:
        for path, text in made():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return 0
    if words == ["check"]:
        if old := stale():
            print("The code has changed under these pages; run `make reference`:", *old, sep="\n  ")
        return bool(old)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
