"""Draws the demo's photos: small scenes in the palette of the house, the same for the same number."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from typing import Any

WIDTH, HEIGHT = 960, 720
SKIES = ("#dfeaf0", "#f2e3cf", "#cfdde6", "#e9eef0", "#b9c9d6")
GROUND = {"summer": "#9db98a", "autumn": "#c9a56a", "winter": "#f4f6f7", "city": "#c8cdd0"}
LAKE, DEEP, CLOUDBERRY, MOSS, RED, INK, BIRCH = "#0b5a7d", "#06364d", "#f0a136", "#2f6b3c", "#a6192e", "#10222e", "#fbfaf6"  # fmt: skip

Draw = Any
Dice = random.Random


def picture(topic: str, number: int, month: int) -> tuple[Any, str]:
    """A picture that suits the category, and in Finnish what it shows."""
    from PIL import Image, ImageDraw

    dice = Dice(number)  # noqa: S311  drawing dice
    season = "winter" if month in (12, 1, 2, 3) else "autumn" if month in (9, 10, 11) else "summer"
    paint, alt = SCENES.get(topic, (_bench, "Piirros: puistonpenkki"))
    image = Image.new("RGB", (WIDTH, HEIGHT), dice.choice(SKIES))
    draw = ImageDraw.Draw(image)
    _land(draw, dice, season)
    paint(draw, dice)
    return image, alt


def files(topic: str, number: int, month: int) -> tuple[bytes, bytes, str]:
    """The picture as a large JPEG and a small WebP, and what it shows."""
    image, alt = picture(topic, number, month)
    large, small = io.BytesIO(), io.BytesIO()
    image.save(large, "JPEG", quality=82)
    image.resize((480, 360)).save(small, "WEBP", quality=78)
    return large.getvalue(), small.getvalue(), alt


def _land(draw: Draw, dice: Dice, season: str) -> None:
    horizon = dice.randrange(300, 390)
    for hill in range(3):
        left = hill * 330 - dice.randrange(40, 160)
        draw.ellipse(
            (left, horizon - dice.randrange(60, 130), left + 560, horizon + 300),
            fill=("#6f8f7a", "#557c66", "#86a18d")[hill],
        )
    draw.rectangle((0, horizon + 60, WIDTH, HEIGHT), fill=GROUND[season])
    for _ in range(dice.randrange(3, 7)):
        _spruce(draw, dice.randrange(0, WIDTH), horizon + dice.randrange(40, 90), dice.randrange(70, 150))  # fmt: skip


def _spruce(draw: Draw, x: int, foot: int, height: int) -> None:
    draw.rectangle((x - 5, foot - 20, x + 5, foot + 12), fill="#6b4a32")
    for level in range(3):
        top, wide = foot - height + level * height // 4, height // 6 + level * height // 9
        draw.polygon([(x, top), (x - wide, top + height // 2), (x + wide, top + height // 2)], fill=MOSS)


def _road(draw: Draw, dice: Dice) -> None:
    draw.polygon([(330, 420), (630, 420), (1040, HEIGHT), (-80, HEIGHT)], fill="#5d666c")
    for step in range(4):
        y = 440 + step * 74
        draw.polygon([(474, y), (486, y), (490 + step, y + 40), (470 - step, y + 40)], fill=BIRCH)


def _pothole(draw: Draw, dice: Dice) -> None:
    _road(draw, dice)
    x, y, r = dice.randrange(330, 600), dice.randrange(540, 620), dice.randrange(60, 110)
    draw.ellipse((x - r, y - r // 2, x + r, y + r // 2), fill="#3a4046")
    draw.ellipse((x - r + 18, y - r // 2 + 12, x + r - 14, y + r // 2 - 6), fill="#7f97a3")
    for _ in range(9):
        a, b = x + dice.randrange(-r - 50, r + 50), y + dice.randrange(-50, 70)
        draw.ellipse((a, b, a + 12, b + 8), fill="#444b50")


def _snow(draw: Draw, dice: Dice) -> None:
    _road(draw, dice)
    draw.polygon([(0, 560), (380, 430), (250, HEIGHT), (0, HEIGHT)], fill="#ffffff")
    draw.polygon([(WIDTH, 540), (600, 430), (760, HEIGHT), (WIDTH, HEIGHT)], fill="#eef2f4")
    for _ in range(140):
        a, b = dice.randrange(WIDTH), dice.randrange(HEIGHT)
        draw.ellipse((a, b, a + 7, b + 7), fill="#ffffff")


def _lamp(draw: Draw, dice: Dice) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=dice.choice(("#1d3345", "#22384a", "#182c3c")))
    draw.rectangle((0, 560, WIDTH, HEIGHT), fill="#2b3b46")
    for number, x in enumerate((180, 480, 780)):
        dark = number == dice.randrange(3)
        if not dark:
            draw.polygon([(x - 30, 210), (x + 30, 210), (x + 130, 600), (x - 130, 600)], fill="#4b5a52")
        draw.rectangle((x - 6, 200, x + 6, 600), fill="#0c1820")
        draw.ellipse((x - 34, 182, x + 34, 220), fill="#3b4a55" if dark else CLOUDBERRY)


def _bench(draw: Draw, dice: Dice) -> None:
    x, y = dice.randrange(220, 420), dice.randrange(500, 560)
    for row in range(3):
        broken = row == 1
        draw.rectangle((x, y + row * 26, x + (190 if broken else 380), y + 18 + row * 26), fill="#9b6a43")
    draw.rectangle((x + 26, y + 76, x + 44, y + 150), fill=INK)
    draw.rectangle((x + 336, y + 76, x + 354, y + 150), fill=INK)


def _swing(draw: Draw, dice: Dice) -> None:
    draw.line([(260, 620), (330, 300), (400, 620)], fill=RED, width=16)
    draw.line([(580, 620), (650, 300), (720, 620)], fill=RED, width=16)
    draw.line([(330, 304), (650, 304)], fill=RED, width=16)
    draw.line([(420, 304), (420, 520)], fill=INK, width=5)
    draw.line([(480, 304), (500 + dice.randrange(40), 470)], fill=INK, width=5)
    draw.polygon([(405, 515), (500, 560), (500, 574), (400, 530)], fill=CLOUDBERRY)
    draw.ellipse((240, 600, 740, 690), fill="#e3cfa2")


def _shore(draw: Draw, dice: Dice) -> None:
    draw.rectangle((0, 400, WIDTH, HEIGHT), fill=LAKE)
    for row in range(7):
        y = 430 + row * 40 + dice.randrange(10)
        draw.line([(dice.randrange(200), y), (dice.randrange(600, WIDTH), y)], fill="#3c86a5", width=4)
    for plank in range(9):
        draw.polygon([(420 - plank * 14, 430 + plank * 32), (520 + plank * 14, 430 + plank * 32), (520 + plank * 14, 454 + plank * 32), (420 - plank * 14, 454 + plank * 32)], fill="#a9875d" if plank != 5 else LAKE)  # fmt: skip


def _bin(draw: Draw, dice: Dice) -> None:
    x = dice.randrange(360, 520)
    draw.rectangle((x, 430, x + 150, 640), fill=DEEP)
    draw.rectangle((x - 12, 414, x + 162, 440), fill=INK)
    for _ in range(16):
        a, b = x + dice.randrange(-160, 260), dice.choice((dice.randrange(370, 420), dice.randrange(600, 690)))
        draw.rectangle((a, b, a + dice.randrange(18, 46), b + dice.randrange(12, 28)), fill=dice.choice((CLOUDBERRY, BIRCH, RED, "#8bb3c6")))  # fmt: skip


def _fallen(draw: Draw, dice: Dice) -> None:
    draw.polygon([(380, 400), (580, 400), (760, HEIGHT), (200, HEIGHT)], fill="#b89f78")
    y = dice.randrange(520, 590)
    draw.line([(60, y + 40), (900, y - 50)], fill="#6b4a32", width=34)
    for step in range(12):
        x = 330 + step * 48
        draw.line([(x, y - step * 6), (x + dice.randrange(-40, 50), y - 110 + step * 3)], fill=MOSS, width=12)


def _house(draw: Draw, dice: Dice) -> None:
    draw.rectangle((220, 300, 740, 640), fill=dice.choice(("#b85c4a", "#d8b878", "#8aa0a8")))
    draw.polygon([(190, 300), (770, 300), (480, 170)], fill=DEEP)
    for column in range(4):
        for row in range(2):
            lit = dice.random() < 0.5
            draw.rectangle((258 + column * 120, 350 + row * 120, 328 + column * 120, 430 + row * 120), fill=CLOUDBERRY if lit else "#23404f")  # fmt: skip


def _sign(draw: Draw, dice: Dice) -> None:
    _road(draw, dice)
    x = dice.randrange(640, 760)
    draw.line([(x, 620), (x - 90, 300)], fill="#8b959b", width=14)
    draw.ellipse((x - 165, 210, x - 25, 350), fill=RED)
    draw.ellipse((x - 148, 227, x - 42, 333), fill=CLOUDBERRY)


def _trail(draw: Draw, dice: Dice) -> None:
    for plank in range(11):
        y = 420 + plank * 28
        draw.polygon([(460 - plank * 9, y), (520 + plank * 9, y), (526 + plank * 9, y + 16), (454 - plank * 9, y + 16)], fill="#9b7a52" if plank % 5 else "#6f8f7a")  # fmt: skip


Paint = Callable[[Draw, Dice], None]
SCENES: dict[str, tuple[Paint, str]] = {
    "kuopat": (_pothole, "Piirros: kuoppa ajoradalla"),
    "valtion-tiet": (_pothole, "Piirros: kuoppa maantiellä"),
    "auraus": (_snow, "Piirros: luminen katu ja korkeat lumivallit"),
    "ladut": (_snow, "Piirros: luminen reitti"),
    "katuvalot": (_lamp, "Piirros: kolme katuvaloa, joista yksi on pimeä"),
    "leikkipaikat": (_swing, "Piirros: keinu, jonka ketju on poikki"),
    "rannat": (_shore, "Piirros: laituri, josta puuttuu lauta"),
    "roskat": (_bin, "Piirros: roskakori, jonka ympärillä on roskia"),
    "puut": (_fallen, "Piirros: polulle kaatunut puu"),
    "luontoreitit": (_trail, "Piirros: pitkospuut metsässä"),
    "liikenne": (_sign, "Piirros: vinossa oleva liikennemerkki"),
    "pysakointi": (_sign, "Piirros: liikennemerkki kadun varressa"),
    "kavely-ja-pyoraily": (_pothole, "Piirros: halkeama väylällä"),
    "joukkoliikenne": (_sign, "Piirros: merkki kadun varressa"),
    "koulut": (_house, "Piirros: koulurakennus"),
    "tilat": (_house, "Piirros: kaupungin rakennus"),
    "rakennusvalvonta": (_house, "Piirros: rakennus"),
    "kirjasto": (_house, "Piirros: kirjasto"),
}
