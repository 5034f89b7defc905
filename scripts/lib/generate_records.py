"""Writes synthetic outcome records (JSON Lines) for two models, `small` and `large`.

What is drawn, all of it from one seeded generator:

  words     50,000 invented ones; how often each is used falls as 1/rank (Zipf); 20 domains have 1,500 words each that
            every fourth word comes from; half of the words that follow another are one of its four usual successors,
            so that pairs of words come again as they do in language
  prompts   12 to 140 words, about 70; 470 bytes
  outcomes  each word and domain pushes each model's logit by a number drawn once; the score is 1 with the chance
            sigmoid(bias + domain + pull * sum of the words' numbers / sqrt(words)), else 0. `large` shares half of its
            numbers with `small` and has a higher bias
  groups    every record its own, but 1 in 50 repeats the prompt before it with one word changed, in the same group
  split     `test` for the share asked for, by group, else `train`

The last line on stderr is the log loss of the generating chances on the test records: what no router can beat.
Records come in blocks drawn from (seed, block number): the first n of a larger file are the smaller file.
"""

import argparse
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORDS = 50_000
DOMAINS = 20
DOMAIN_WORDS = 1_500
SUCCESSORS = 4
BLOCK = 20_000
BIASES = np.array([-0.2, 0.9])
PULL = 0.9


@dataclass(frozen=True)
class World:
    """What all records share. Token numbers: words, then pieces of JSON, then the digits of ids."""

    pool: NDArray[np.uint8]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    cumulative: NDArray[np.float64]
    domain_words: NDArray[np.int32]
    domain_cumulative: NDArray[np.float64]
    successors: NDArray[np.int32]
    pushes: NDArray[np.float32]
    domain_pushes: NDArray[np.float64]
    pieces: dict[str, int]


def invented_words(rng: np.random.Generator) -> list[str]:
    """Pronounceable, distinct, the frequent ones shorter."""
    onsets = "b c d f g h j k l m n p r s t v w z br ch cl dr fl gr pl pr sh st th tr".split()
    vowels = "a e i o u ai ea ou".split()
    codas = ["", "", "", "n", "r", "s", "t", "l", "m", "nd", "st"]
    seen: dict[str, None] = {}
    while len(seen) < WORDS:
        syllables = 1 + (len(seen) > 300) + (len(seen) > 12_000 and rng.random() < 0.7)
        word = "".join(str(rng.choice(onsets)) + str(rng.choice(vowels)) for _ in range(syllables))
        seen.setdefault(word + str(rng.choice(codas)))
    return list(seen)


def make_world(seed: int) -> World:
    rng = np.random.default_rng([seed, 0])
    words = invented_words(rng)
    texts = [word + " " for word in words]
    pieces: dict[str, int] = {}

    def piece(name: str, text: str) -> None:
        pieces[name] = len(texts)
        texts.append(text)

    piece("id", '{"id":"')
    piece("group", '","group":"')
    piece("prompt", '","prompt":"')
    for domain in range(DOMAINS):
        piece(f"domain{domain}", f'?","domain":"domain-{domain}","split":"')
    for small in (0, 1):
        for large in (0, 1):
            outcomes = f'"outcomes":{{"small":{{"score":{small},"cost":0.0001}},"large":{{"score":{large},"cost":0.002}}}}}}\n'
            piece(f"train{small}{large}", f'train",{outcomes}')
            piece(f"test{small}{large}", f'test",{outcomes}')
    piece("digits", "0000")
    texts += [f"{number:04d}" for number in range(1, 10_000)]
    pool = np.frombuffer("".join(texts).encode("ascii"), dtype=np.uint8)
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    frequency = 1 / (np.arange(WORDS) + 3.0)
    domain_frequency = 1 / (np.arange(DOMAIN_WORDS) + 3.0)
    own = np.stack([rng.choice(np.arange(200, WORDS), DOMAIN_WORDS, replace=False) for _ in range(DOMAINS)])
    cumulative = np.cumsum(frequency) / frequency.sum()
    pushes = rng.standard_normal((WORDS, 2))
    pushes[:, 1] = 0.5 * pushes[:, 0] + 0.75**0.5 * pushes[:, 1]
    domain_pushes = rng.standard_normal((DOMAINS, 2)) * 0.5
    return World(
        pool,
        np.cumsum(lengths) - lengths,
        lengths,
        cumulative,
        own.astype(np.int32),
        np.cumsum(domain_frequency) / domain_frequency.sum(),
        np.searchsorted(cumulative, rng.random((WORDS, SUCCESSORS))).astype(np.int32),
        pushes.astype(np.float32),
        domain_pushes,
        pieces,
    )


def draw_words(world: World, rng: np.random.Generator, domains: NDArray[np.int64], longest: int) -> NDArray[np.int32]:
    """`longest` words for each record, (records, longest)."""
    count = len(domains)
    words = np.empty((count, longest), dtype=np.int32)
    previous = np.zeros(count, dtype=np.int32)
    for place in range(longest):
        kind = rng.random(count)
        common = np.searchsorted(world.cumulative, rng.random(count)).astype(np.int32)
        at = np.searchsorted(world.domain_cumulative, rng.random(count))
        own = world.domain_words[domains, np.minimum(at, DOMAIN_WORDS - 1)]
        following = world.successors[previous, rng.integers(0, SUCCESSORS, count)]
        drawn = np.where(kind < 0.25, own, common)
        if place > 0:
            drawn = np.where(kind >= 0.5, following, drawn)
        words[:, place] = previous = np.minimum(drawn, WORDS - 1)
    return words


def make_block(world: World, seed: int, number: int, test_share: float) -> tuple[bytes, NDArray[np.float64]]:
    """One block's lines, each BLOCK of them ending in a newline, and the generating log losses of its test rows."""
    rng = np.random.default_rng([seed, 1, number])
    domains = rng.integers(0, DOMAINS, BLOCK)
    counts = np.clip(rng.lognormal(4.15, 0.42, BLOCK), 12, 140).astype(np.int64)
    longest = int(counts.max())
    words = draw_words(world, rng, domains, longest)
    ids = number * BLOCK + np.arange(BLOCK)
    groups = ids.copy()
    # The near-duplicates: the prompt before with one word changed.
    again = np.flatnonzero(rng.random(BLOCK) < 0.02)
    again = again[again > 0]
    for row in again:  # one by one, as one may follow another
        words[row], counts[row], domains[row], groups[row] = words[row - 1], counts[row - 1], domains[row - 1], groups[row - 1]
        words[row, int(rng.integers(0, counts[row]))] = int(rng.integers(0, WORDS))
    is_test = rng.random(BLOCK)[groups - number * BLOCK] < test_share
    present = np.arange(longest)[None, :] < counts[:, None]
    sums = np.stack([np.where(present, world.pushes[words, model], 0).sum(axis=1) for model in (0, 1)], axis=1)
    logits = BIASES + world.domain_pushes[domains] + PULL * sums / np.sqrt(counts)[:, None]
    chances = 1 / (1 + np.exp(-logits))
    scores = (rng.random((BLOCK, 2)) < chances).astype(np.int64)
    losses = -np.log(np.where(scores == 1, chances, 1 - chances))

    digits, first = world.pieces["digits"], world.pieces["domain0"]
    endings = np.array(
        [world.pieces[f"{split}{a}{b}"] for split in ("train", "test") for a in (0, 1) for b in (0, 1)]
    )
    tokens = np.concatenate(
        [
            np.stack(
                [np.full(BLOCK, world.pieces["id"]), digits + ids // 10_000, digits + ids % 10_000]
                + [np.full(BLOCK, world.pieces["group"]), digits + groups // 10_000, digits + groups % 10_000]
                + [np.full(BLOCK, world.pieces["prompt"])],
                axis=1,
            ),
            words,
            np.stack([first + domains, endings[is_test * 4 + scores[:, 0] * 2 + scores[:, 1]]], axis=1),
        ],
        axis=1,
    )
    kept = np.ones(tokens.shape, dtype=bool)
    kept[:, 7:-2] = present
    return text(world, tokens[kept]), losses[is_test]


def text(world: World, tokens: NDArray[np.int64]) -> bytes:
    """The tokens' bytes, one after the other."""
    lengths = world.lengths[tokens]
    shift = world.starts[tokens] - (np.cumsum(lengths) - lengths)
    return world.pool[np.repeat(shift, lengths) + np.arange(int(lengths.sum()))].tobytes()


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="generate-records", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=int, help="how many, up to 100,000,000")
    parser.add_argument("--output", "-o", help="the file to write (default: stdout)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--test-share", type=float, default=0.02)
    options = parser.parse_args()
    if not 1 <= options.records <= 100_000_000:
        parser.error("expected 1 to 100,000,000 records")
    world = make_world(options.seed)
    out = open(options.output, "wb") if options.output else sys.stdout.buffer
    losses, left, number = [], options.records, 0
    while left > 0:
        lines, block_losses = make_block(world, options.seed, number, options.test_share)
        if left < BLOCK:
            lines = b"".join(lines.splitlines(keepends=True)[:left])
        else:
            losses.append(block_losses)
        out.write(lines)
        left -= BLOCK
        number += 1
    out.flush()
    if losses:
        mean = np.concatenate(losses).mean(axis=0)
        print(f"generating log loss on test records: small {mean[0]:.4f}, large {mean[1]:.4f}", file=sys.stderr)


if __name__ == "__main__":
    main()
