"""Seeded typing errors: about one in twenty words, inside a word of three or more letters."""

import random
import re

WORD = re.compile(r"[^\W\d_]{3,}")
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {a: b for row in ROWS for a, b in zip(row, row[1:] + row[-2], strict=True)}


def misspelt(word: str, chance: random.Random) -> str:
    """Two letters swapped, one dropped, one doubled, or one replaced by the key beside it."""
    at = chance.randrange(len(word) - 1)
    kind = chance.choice(("swap", "drop", "double", "beside"))
    if kind == "beside" and word[at].lower() in BESIDE:
        return word[:at] + BESIDE[word[at].lower()] + word[at + 1 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[: at + 1] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def with_typos(prompt: str, seed: str, every: int = 20) -> str:
    """One typo per `every` words, at least one. A run of letters is a word, so Chinese counts by its phrases."""
    chance = random.Random(seed)
    words = list(WORD.finditer(prompt))
    if not words:
        return prompt
    count = min(len(words), max(1, round(len(prompt.split()) / every)))
    for word in sorted(chance.sample(words, count), key=lambda match: -match.start()):
        prompt = prompt[: word.start()] + misspelt(word.group(), chance) + prompt[word.end() :]
    return prompt
