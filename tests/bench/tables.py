"""How pages that were measured are shown."""

from __future__ import annotations


def table(results: dict[str, dict[str, dict[str, float]]]) -> None:
    from rich.console import Console
    from rich.table import Table

    for title, rows in results.items():
        shown = Table(title=title)
        for column in ("page", "pages/s", "median ms", "CPU ms", "speed to trivial", "time to trivial"):
            shown.add_column(column, justify="left" if column == "page" else "right")
        for name, row in rows.items():
            shown.add_row(
                name,
                f"{row['per_second']:.0f}",
                f"{row['median_ms']:.1f}",
                f"{row['cpu_ms']:.1f}",
                f"{row['speed_to_trivial']:.0%}",
                f"{row['time_to_trivial']:.1f}",
            )
        Console().print(shown)


def growth(results: dict[str, dict[str, dict[str, float]]], kinds: list[str], sizes: list[int]) -> None:
    """How much longer each page takes in the larger city, measured in trivial pages of the same run: 1.5 is the promise.

    A search with many hits finds 5 in the small city and 500 in the large one: it is shown, not promised.
    """
    if len(sizes) < 2:
        return
    for kind in kinds:
        small, large = results[f"{kind} {sizes[0]}"], results[f"{kind} {sizes[-1]}"]
        print(f"{kind}: time at {sizes[-1]} over that at {sizes[0]}, each over its trivial page's")
        for name in small:
            print(f"  {name:28} {large[name]['time_to_trivial'] / small[name]['time_to_trivial']:.2f}")
