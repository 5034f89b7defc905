"""One training of one peer, text file to model file, in a process of its own.

    python training_peer.py fit PEER SETTING FOLDER      trains on FOLDER's training file, writes FOLDER/PEER.*,
                                                         prints seconds and processor seconds as JSON
    python training_peer.py predict PEER FOLDER          prints nothing, writes FOLDER/PEER.npy: (test rows, 2)

The clock runs from behind the imports to the model files' end. Both heads are trained side by side, a process each,
where the peer has no threads of its own. SETTING is JSON.
"""

import json
import multiprocessing
import pickle
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Setting = list[float]
HEADS = (0, 1)


def prompts_and_scores(path: Path) -> tuple[list[str], NDArray[np.float64]]:
    """A JSON Lines file's prompts, and the score of each model: (rows, 2)."""
    prompts, scores = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            prompts.append(record["prompt"])
            scores.append([outcome["score"] for outcome in record["outcomes"].values()])
    return prompts, np.array(scores)


def side_by_side(fit: Callable[[int], None]) -> None:
    """Both heads, each in a process forked here."""
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=fit, args=(head,)) for head in HEADS]
    for child in children:
        child.start()
    for child in children:
        child.join()
        if child.exitcode != 0:
            raise RuntimeError(f"a fit ended with {child.exitcode}")


# scikit-learn and LIBLINEAR see the same matrix: hashed word 1-2-grams, TF-IDF.


def matrix(prompts: list[str], folder: Path) -> Any:
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    hasher = HashingVectorizer(ngram_range=(1, 2), n_features=1 << 20, alternate_sign=False, norm=None, dtype=np.float32)
    counts = hasher.transform(prompts)
    weigher = TfidfTransformer(sublinear_tf=True)
    x = weigher.fit_transform(counts)
    with open(folder / "matrix.pickle", "wb") as file:
        pickle.dump((hasher, weigher), file)
    return x


def test_matrix(folder: Path) -> Any:
    with open(folder / "matrix.pickle", "rb") as file:
        hasher, weigher = pickle.load(file)
    return weigher.transform(hasher.transform(prompts_and_scores(folder / "test.jsonl")[0]))


def fit_scikit_learn(folder: Path, setting: Setting) -> None:
    from sklearn.linear_model import LogisticRegression

    prompts, scores = prompts_and_scores(folder / "train.jsonl")
    x = matrix(prompts, folder)

    def fit(head: int) -> None:
        model = LogisticRegression(C=setting[0], max_iter=1000, tol=setting[1]).fit(x, scores[:, head])
        with open(folder / f"scikit_learn.{head}.pickle", "wb") as file:
            pickle.dump(model, file)

    side_by_side(fit)


def predict_scikit_learn(folder: Path) -> NDArray[np.float64]:
    x = test_matrix(folder)
    columns = []
    for head in HEADS:
        with open(folder / f"scikit_learn.{head}.pickle", "rb") as file:
            columns.append(pickle.load(file).predict_proba(x)[:, 1])
    return np.array(columns).T


def fit_liblinear(folder: Path, setting: Setting) -> None:
    from liblinear.liblinearutil import problem, save_model, train

    prompts, scores = prompts_and_scores(folder / "train.jsonl")
    x = matrix(prompts, folder)

    def fit(head: int) -> None:
        y = np.where(scores[:, head] > 0.5, 1.0, -1.0)
        model = train(problem(y, x), f"-s 0 -c {setting[0]:g} -e {setting[1]:g} -B 1 -R -q")
        save_model(str(folder / f"liblinear.{head}.model"), model)

    side_by_side(fit)


def predict_liblinear(folder: Path) -> NDArray[np.float64]:
    from liblinear.liblinearutil import load_model, predict

    x = test_matrix(folder)
    columns = []
    for head in HEADS:
        model = load_model(str(folder / f"liblinear.{head}.model"))
        chances = np.array(predict([], x, model, "-b 1 -q")[2])
        columns.append(chances[:, model.get_labels().index(1)])
    return np.array(columns).T


# fastText and Vowpal Wabbit are given files in their own formats, tokenised; making those is not timed.


def fit_fasttext(folder: Path, setting: Setting) -> None:
    import fasttext

    rate, epochs, dimensions = setting

    def fit(head: int) -> None:
        model = fasttext.train_supervised(
            str(folder / f"fasttext.{head}.txt"), dim=int(dimensions), lr=rate, epoch=int(epochs), wordNgrams=2,
            bucket=1 << 20, minCount=2, thread=1, verbose=0,
        )  # fmt: skip
        model.save_model(str(folder / f"fasttext.{head}.bin"))

    side_by_side(fit)


def predict_fasttext(folder: Path) -> NDArray[np.float64]:
    import fasttext
    from peer_words import tokens
    from peer_fasttext import chance_of_good

    lines = [" ".join(tokens(prompt)) + "\n" for prompt in prompts_and_scores(folder / "test.jsonl")[0]]
    models = [fasttext.load_model(str(folder / f"fasttext.{head}.bin")) for head in HEADS]
    return np.array([[chance_of_good(model, line) for line in lines] for model in models]).T


def fit_vowpal_wabbit(folder: Path, setting: Setting) -> None:
    from vowpalwabbit import pyvw

    l2, passes, rate = setting

    def fit(head: int) -> None:
        cache = f"--passes {passes:g} --holdout_off --cache_file {folder}/vw.{head}.cache --kill_cache" if passes > 1 else ""
        pyvw.Workspace(
            f"--quiet --loss_function logistic --link logistic --ngram 2 --bit_precision 22 --hash all --l2 {l2:g} "
            f"--learning_rate {rate:g} {cache} --data {folder}/vw.{head}.txt -f {folder}/vw.{head}.model"
        ).finish()

    side_by_side(fit)


def predict_vowpal_wabbit(folder: Path) -> NDArray[np.float64]:
    from peer_vw import features
    from vowpalwabbit import pyvw

    lines = [features(prompt) for prompt in prompts_and_scores(folder / "test.jsonl")[0]]
    models = [pyvw.Workspace(f"--quiet --testonly --initial_regressor {folder}/vw.{head}.model") for head in HEADS]
    return np.array([[model.predict(line) for line in lines] for model in models]).T


FITS = {
    "scikit_learn": fit_scikit_learn,
    "liblinear": fit_liblinear,
    "fasttext": fit_fasttext,
    "vowpal_wabbit": fit_vowpal_wabbit,
}
PREDICTIONS = {
    "scikit_learn": predict_scikit_learn,
    "liblinear": predict_liblinear,
    "fasttext": predict_fasttext,
    "vowpal_wabbit": predict_vowpal_wabbit,
}


def warm(peer: str) -> None:
    """Imports what the fit would import, before the clock starts."""
    import scipy.sparse  # noqa: F401

    if peer in ("scikit_learn", "liblinear"):
        import sklearn.feature_extraction.text
        import sklearn.linear_model  # noqa: F401
    if peer == "liblinear":
        import liblinear.liblinearutil  # noqa: F401
    if peer == "fasttext":
        import fasttext  # noqa: F401
    if peer == "vowpal_wabbit":
        import vowpalwabbit.pyvw  # noqa: F401


def processor_seconds() -> float:
    """Of this process and of those it waited for."""
    parts = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in parts)


def main() -> None:
    if sys.argv[1] == "fit":
        peer, setting, folder = sys.argv[2], json.loads(sys.argv[3]), Path(sys.argv[4])
        warm(peer)
        start, busy = time.perf_counter(), processor_seconds()
        FITS[peer](folder, setting)
        print(json.dumps({"seconds": time.perf_counter() - start, "processor": processor_seconds() - busy}))
    else:
        peer, folder = sys.argv[2], Path(sys.argv[3])
        np.save(folder / f"{peer}.npy", PREDICTIONS[peer](folder))


if __name__ == "__main__":
    main()
