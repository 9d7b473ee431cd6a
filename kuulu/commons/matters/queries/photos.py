"""The pictures of a matter as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Matter, Paper
from ..vocabulary import PaperState


@dataclass(frozen=True, kw_only=True)
class Photo:
    """One picture: the small one, the large one it leads to, and what it shows in words."""

    src: str
    href: str
    alt: str
    paper: Paper

    @property
    def is_public(self) -> bool:
        return self.paper.state == PaperState.PUBLIC


def paper_address(paper: Paper, size: str = "large") -> str:
    """Where a picture is read from; `size` is `large` or `small`. The address alone opens nothing private."""
    return paper.file.url if size == "large" else paper.thumbnail.url


def photos(matter: Matter, *, for_staff: bool = False, for_opener: bool = False) -> list[Photo]:
    """The pictures the reader may see: the checked ones, the opener's also the waiting ones, staff's all. One query."""
    papers = matter.papers.all()
    if not for_staff:
        seen = (PaperState.PUBLIC, PaperState.WAITING) if for_opener else (PaperState.PUBLIC,)
        papers = papers.filter(state__in=seen)
    return [
        Photo(src=paper_address(paper, "small"), href=paper_address(paper), alt=paper.alt, paper=paper)
        for paper in papers
    ]
