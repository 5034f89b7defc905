"""All routers on one split of one pair: the same training rows, the same test rows, the same formulas."""

import statistics
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import baselines
from grouped_splits import grouped_test_rows, write_split
from intervals import paired_apgr_bootstrap
from outcome_records import Floats, Records
from peers import PEERS, Cache
from probability_metrics import calibration_error, calibration_floor, log_loss
from result_sets import Pair
from routing_metrics import Order, aiq, apgr, call_share
from triage_command import Triage

Measures = dict[str, float]


@dataclass(frozen=True)
class Compared:
    """One split: its figures, and what they were made of, to be pooled with that of other splits."""

    figures: dict
    probabilities: dict[str, Floats]
    scores: Floats


@dataclass(frozen=True)
class Options:
    """What the command line sets. `timed` is how often training is repeated on the file's own split."""

    triage: Triage
    scratch: Path
    jobs: int
    timed: int
    cache: Cache


def routing(gain: Floats, test: Records) -> Measures:
    """What a ranking is worth: APGR, CPT50, and AIQ where answers have a price."""
    order = Order.by(gain)
    measures = {
        "apgr": apgr(order, test.gap, np.ones(len(gain))),
        "cpt50": call_share(order, test.gap, 0.5),
    }
    if test.costs is not None:
        measures["aiq"] = aiq(order, test.scores, test.costs)
    return measures


def heads(probabilities: Floats, test: Records) -> Measures:
    """What the two probabilities are worth as probabilities."""
    measures: Measures = {}
    for m, name in enumerate(("weak", "strong")):
        measures[f"ece_{name}"] = calibration_error(probabilities[:, m], test.scores[:, m])
        measures[f"ece_floor_{name}"] = calibration_floor(probabilities[:, m])
        measures[f"log_loss_{name}"] = log_loss(probabilities[:, m], test.scores[:, m])
    return measures


def pooled(splits: list[Compared]) -> dict[str, Measures]:
    """The heads' ECE over the test rows of all splits at once: chance weighs less in it than in a mean of ECEs.

    What one split's calibration has too high and another's too low cancels; a row stands in several splits.
    """
    scores = np.concatenate([split.scores for split in splits])
    measures: dict[str, Measures] = {}
    for name in splits[0].probabilities:
        predicted = np.concatenate([split.probabilities[name] for split in splits])
        measures[name] = {
            f"ece_{head}": calibration_error(predicted[:, m], scores[:, m]) for m, head in enumerate(("weak", "strong"))
        }
    return measures


def knows_other_models(records: Records) -> bool:
    """Whether any record tells how a model outside the pair did: Triage learns from that too, its peers here do not."""
    return any(len(line["outcomes"]) > 2 for line in records.lines)


def compare(pair: Pair, path: Path, records: Records, split: int, options: Options) -> Compared:
    """Split 0 is the one in the file; the others are seeded by their number."""
    is_test = records.is_test if split == 0 else grouped_test_rows(records.groups, split)
    train, test = records.rows(~is_test), records.rows(is_test)
    if test.gap.sum() <= 0:
        raise ValueError(
            f"{pair.file}, split {split}: the strong model is no better than the weak on the test rows"
        )
    if split > 0:
        path = options.scratch / f"{pair.file}.{split}.jsonl"
        write_split(records, is_test, path)

    models = (pair.weak, pair.strong)
    output = options.scratch / f"{pair.file}.{split}.triage"
    seconds = [
        options.triage.train(path, models, output, seed=1) for _ in range(options.timed if split == 0 else 1)
    ]
    ours = options.triage.score(output, test, models)
    alone = ours
    if knows_other_models(records):
        own = replace(options.triage, options=(*options.triage.options, "--no-other-models"))
        own.train(path, models, beside := output.with_suffix(".alone.triage"), seed=1)
        alone = own.score(beside, test, models)
    if split > 0:
        path.unlink()

    answers = {
        peer.name: options.cache.answer(peer, f"{pair.file}.{split}", train, test, options.jobs) for peer in PEERS
    }
    probabilities = {"triage": ours, "triage_alone": alone} | {name: answer.probabilities for name, answer in answers.items()}
    plain = {
        "random": baselines.no_information(test),
        "length": baselines.prompt_length(test),
        "domain_mean": baselines.domain_mean(train, test),
    }
    result = {
        "split": "file" if split == 0 else split,
        "train_rows": len(train.prompts),
        "test_rows": len(test.prompts),
        "weak_quality": float(test.scores[:, 0].mean()),
        "strong_quality": float(test.scores[:, 1].mean()),
        "routers": {name: routing(p[:, 1] - p[:, 0], test) | heads(p, test) for name, p in probabilities.items()}
        | {name: routing(gain, test) for name, gain in plain.items()},
        "triage_train_seconds": statistics.median(seconds),
        "triage_file_bytes": output.stat().st_size,
        "settings": {name: answer.settings for name, answer in answers.items()},
        "fit_seconds": {name: answer.fit_seconds for name, answer in answers.items()},
        "all_seconds": {name: answer.all_seconds for name, answer in answers.items()},
    }
    if split == 0:
        gains = [probabilities[name][:, 1] - probabilities[name][:, 0] for name in ("triage", "scikit_learn")]
        result["paired_apgr_interval"] = paired_apgr_bootstrap(*gains, test.gap, test.groups)
    return Compared(result, probabilities, test.scores)
