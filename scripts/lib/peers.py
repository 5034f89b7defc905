"""All peers by name, and a cache of what they answered: a peer does not change when Triage does."""

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from outcome_records import Records
from peer_choice import PeerResult
from peer_words import is_spaceless


@dataclass(frozen=True)
class Peer:
    """A module of scripts/lib with `fit_and_score` and `VERSION`, and the package that it runs."""

    name: str
    title: str
    module: str
    package: str


KNOWN = (
    Peer("scikit_learn", "scikit-learn", "peer", "scikit-learn"),
    Peer("fasttext", "fastText", "peer_fasttext", "fasttext-wheel"),
    Peer("vowpal_wabbit", "Vowpal Wabbit", "peer_vw", "vowpalwabbit"),
    Peer("neighbours", "neighbours", "peer_neighbours", "scikit-learn"),
)
# fastText has no wheel for the newest Pythons: the table is then made without it.
MODULES = {"fasttext-wheel": "fasttext"}
PEERS = tuple(peer for peer in KNOWN if importlib.util.find_spec(MODULES.get(peer.package, "sklearn")))


def digest(train: Records, test: Records) -> str:
    """Of everything a peer sees, in order: prompts, groups and scores of the two parts."""
    sha = hashlib.sha256()
    for part in (train, test):
        sha.update(json.dumps([part.prompts, part.groups, part.scores.tolist()]).encode())
    return sha.hexdigest()[:16]


@dataclass(frozen=True)
class Cache:
    """A folder of answers, one file each, named SET.SPLIT.PEER.VERSION.DIGEST.npz; None remembers nothing."""

    folder: Path | None

    def answer(self, peer: Peer, label: str, train: Records, test: Records, jobs: int) -> PeerResult:
        """The peer's answer for these rows, from the folder where it is there."""
        module = importlib.import_module(peer.module)
        if self.folder is None:
            return module.fit_and_score(train, test, jobs)
        # Rows with ideographs were once cut into words otherwise.
        words = "b" if is_spaceless(train.prompts) else ""
        edition = f"{module.VERSION}{words}-{version(peer.package)}"
        path = self.folder / f"{label}.{peer.name}.{edition}.{digest(train, test)}.npz"
        if path.is_file():
            with np.load(path) as kept:
                about = json.loads(str(kept["about"]))
                return PeerResult(kept["probabilities"], **about)
        result = module.fit_and_score(train, test, jobs)
        about = {k: v for k, v in vars(result).items() if k != "probabilities"}
        self.folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.npz")
        np.savez_compressed(part, probabilities=result.probabilities, about=json.dumps(about))
        part.replace(path)
        return result
