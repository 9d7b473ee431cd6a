"""`kuulu ballot-key VOTE`: makes a vote key on a machine off the net, and the sheets of its three holders."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .keys import join, new_vote_key, public_of, split
from .rules import NAME
from .sheets import read_sheet, text_of


def parser() -> argparse.ArgumentParser:
    """What may be asked on the command line."""
    made = argparse.ArgumentParser(prog="kuulu ballot-key", description=__doc__)
    made.add_argument("vote", help="the code of the vote, as in its rules")
    made.add_argument(
        "--folder", type=Path, help="write the sheets there, one file for each holder, and public-key.txt"
    )
    return made


def main(words: list[str]) -> int:
    """Make a key; 0, or 1 with one line of what is wrong. The key itself is written nowhere."""
    asked = parser().parse_args(words)
    if not NAME.fullmatch(asked.vote):
        sys.stderr.write("the code of a vote has letters, digits, dots and dashes\n")
        return 1
    key = new_vote_key()
    public, sheets = public_of(key), split(key, asked.vote)
    texts = {f"holder-{sheet.holder}.txt": text_of(sheet) for sheet in sheets}
    first, second, third = (read_sheet(text) for text in texts.values())
    for pair in ((first, second), (first, third), (second, third)):
        join(*pair, public)
    try:
        _give(asked.folder, {"public-key.txt": f"{public.hex()}\n", **texts})
    except OSError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


def _give(folder: Path | None, texts: dict[str, str]) -> None:
    """Print the texts, or write each into a new file that only its owner reads. Raises OSError."""
    if not folder:
        sys.stdout.write("\n\n".join(texts.values()))
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        file = folder / name
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{', '.join(texts)}: print the sheets, give each holder one, and destroy the files\n")
