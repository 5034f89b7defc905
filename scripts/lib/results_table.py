"""The comparison as Markdown: three tables, and each win and loss in a plain sentence."""

import statistics

from intervals import over_splits
from peers import PEERS

HEADS = ("weak", "strong")
TRAINED = tuple((peer.name, peer.title) for peer in PEERS)
# Triage by --no-other-models: what it learns from the pair's outcomes, which is all that its peers learn from.
ALONE = "Triage, the pair's outcomes alone"
RIVALS = (*TRAINED, ("length", "length"), ("domain_mean", "domain mean (peeks)"))


def mean(row: dict, router: str, measure: str) -> float | None:
    """A router's mean over the row's splits; None where the measure needs what the records lack."""
    values = [split["routers"][router].get(measure) for split in row["splits"]]
    return None if None in values else statistics.fmean(values)


def apgr_differences(row: dict, rival: str = "scikit_learn", ours: str = "triage") -> list[float]:
    """Triage minus the rival, a split."""
    return [s["routers"][ours]["apgr"] - s["routers"][rival]["apgr"] for s in row["splits"]]


def average_differences(rows: list[dict], rival: str, ours: str = "triage") -> list[float]:
    """The mean over sets of Triage minus the rival, a split."""
    parts = (apgr_differences(row, rival, ours) for row in rows)
    return [statistics.fmean(part) for part in zip(*parts, strict=True)]


def file_split(row: dict) -> dict:
    return row["splits"][0]


def number(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def signed(value: float) -> str:
    return f"{round(value, 3) + 0.0:+.3f}".replace("-", "−")


def between(interval: tuple[float, float] | None) -> str:
    return "–" if interval is None else f"{signed(interval[0])} … {signed(interval[1])}"


def markdown(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def with_interval(differences: list[float]) -> str:
    interval = over_splits(differences)
    return signed(statistics.fmean(differences)) + (f" ({between(interval)})" if interval else "")


def routing_table(rows: list[dict]) -> str:
    """APGR with CPT50 in brackets."""

    def cell(row: dict, router: str) -> str:
        return f"{number(mean(row, router, 'apgr'))} ({100 * (mean(row, router, 'cpt50') or 0):.0f} %)"

    body = []
    for row in rows:
        first = file_split(row)
        body.append(
            [f"`{row['file']}`, {row['title']}"]
            + [f"{first['train_rows']:,} / {first['test_rows']:,}"]
            + [cell(row, router) for router in ("random", *(name for name, _ in RIVALS))]
            + [cell(row, "triage_alone") if row["knows_other_models"] else "–", f"**{cell(row, 'triage')}**"]
        )
    header = ["set", "train / test", "random", *(title for _, title in RIVALS), ALONE, "Triage"]
    return markdown(header, body)


def difference_table(rows: list[dict]) -> str:
    """Triage minus each rival with its interval over splits; averages over the sets and over the mixes."""
    rivals = (*RIVALS, ("triage_alone", ALONE))

    def told(part: list[dict], name: str) -> bool:
        return name != "triage_alone" or any(row["knows_other_models"] for row in part)

    body = [
        [f"`{row['file']}`"]
        + [with_interval(apgr_differences(row, name)) if told([row], name) else "–" for name, _ in rivals]
        for row in rows
    ]
    sets = [row for row in rows if not row["file"].startswith("mix_")]
    for title, part in (("sets", sets), ("mixes", [row for row in rows if row not in sets])):
        if len(part) > 1:
            averages = [
                with_interval(average_differences(part, name)) if told(part, name) else "–" for name, _ in rivals
            ]
            body.append([f"**average of {len(part)} {title}**", *averages])
        if len(part) > 1 and any(row["knows_other_models"] for row in part):
            averages = [with_interval(average_differences(part, name, "triage_alone")) for name, _ in RIVALS]
            body.append(["the same, by the pair's outcomes alone", *averages, "–"])
    return markdown(["Triage minus", *(title for _, title in rivals)], body)


def probability_table(rows: list[dict]) -> str:
    """ECE (Triage's with its floor; the weak head's pooled) and log loss, weak head and average; AIQ; seconds."""
    shown = ["triage", *(name for name, _ in TRAINED if name in ("scikit_learn", "fasttext"))]

    def all_shown(row: dict, measure: str, digits: int = 3) -> str:
        values = [mean(row, router, measure) for router in shown]
        return "–" if None in values else " / ".join(number(value, digits) for value in values)

    def over_heads(row: dict, measure: str) -> str:
        values = [[mean(row, router, f"{measure}_{m}") or 0.0 for m in HEADS] for router in shown]
        return " / ".join(number(statistics.fmean(pair)) for pair in values)

    body = []
    for row in rows:
        first = file_split(row)
        seconds = [first["triage_train_seconds"], *(first["all_seconds"][name] for name, _ in TRAINED)]
        body.append(
            [f"`{row['file']}`"]
            + [f"{all_shown(row, 'ece_weak')} ({number(mean(row, 'triage', 'ece_floor_weak'))})"]
            + [" / ".join(number(row["pooled"][router]["ece_weak"]) for router in shown)]
            + [over_heads(row, "ece"), all_shown(row, "log_loss_weak"), over_heads(row, "log_loss")]
            + [all_shown(row, "aiq", 4), number(mean(row, "random", "aiq"), 4)]
            + [" / ".join(f"{value:.1f}" for value in seconds)]
        )
    header = ["set", "ECE, weak", "ECE, weak, pooled", "ECE, heads", "log loss, weak", "log loss, heads"]
    return markdown([*header, "AIQ", "AIQ, random", "seconds"], body)


def against_peer(row: dict) -> str:
    """Win, loss or neither, by the interval over splits (the file's split, where that is all there is)."""
    differences = apgr_differences(row)
    middle = statistics.fmean(differences)
    low, high = over_splits(differences) or file_split(row)["paired_apgr_interval"]
    by = f"by {abs(middle):.3f} APGR ({between((low, high))})"
    if low > 0:
        return f"Triage is ahead of scikit-learn {by}."
    if high < 0:
        return f"Triage **loses** to scikit-learn {by}."
    if abs(middle) < 0.0005:
        return f"Triage and scikit-learn are level ({between((low, high))})."
    side = "ahead of" if middle > 0 else "behind"
    return f"Triage is {side} scikit-learn {by}: not a difference that these rows can prove."


def against_baselines(row: dict) -> str:
    """Names each baseline that does better on the mean over splits; empty where none does."""
    named = (
        ("the domain's mean, which peeks", "domain_mean"),
        ("prompt length", "length"),
        ("random", "random"),
    )
    ours = mean(row, "triage", "apgr") or 0
    ahead = [(name, value) for name, r in named if (value := mean(row, r, "apgr") or 0) > ours]
    return f"It **loses** to {' and to '.join(f'{n} ({v:.3f})' for n, v in ahead)}." if ahead else ""


def calibration(row: dict) -> str:
    """Names each head with an ECE over 0.03, and what a perfect head would have shown."""
    values = {
        m: (mean(row, "triage", f"ece_{m}") or 0, mean(row, "triage", f"ece_floor_{m}") or 0) for m in HEADS
    }
    loose = [f"{m} {ece:.3f} (perfect: {floor:.3f})" for m, (ece, floor) in values.items() if ece >= 0.03]
    return f"ECE over 0.03: {', '.join(loose)}." if loose else ""


def verdict(row: dict) -> str:
    parts = [against_peer(row), against_baselines(row), calibration(row), row["note"]]
    return f"- `{row['file']}`: {' '.join(part for part in parts if part)}"


def report(rows: list[dict]) -> str:
    splits = len(rows[0]["splits"])
    more = f"the file's own and {splits - 1} more, 80/20 by group" if splits > 1 else "the file's own"
    return "\n\n".join(
        [
            f"APGR, the mean over {splits} split{'s' if splits > 1 else ''} ({more}); in brackets CPT50, the share of "
            "strong calls that recovers half of the gap. Every peer's settings are chosen on the training rows, by "
            "shuffled, grouped cross-validation on APGR. scikit-learn: two logistic regressions on TF-IDF of word "
            "1-2-grams. fastText and Vowpal Wabbit: two classifiers on word 1-2-grams. Neighbours: TF-IDF cosine. Where a "
            "script has no spaces each character is a word for all of them. A "
            "mix pools several sets, and its domain is the set that a row came from.",
            routing_table(rows),
            "Paired differences of APGR, on the same rows, with 95 % intervals over splits that allow for the rows "
            "they share (Nadeau and Bengio).",
            difference_table(rows),
            "The same means of probabilities: Triage / scikit-learn / fastText, of the weak head and of both heads' "
            "average. ECE in brackets is what a perfectly calibrated head would show on so few rows; pooled is the weak "
            "head's over the test rows of all splits at once: chance weighs less in it, and errors that differ from split to "
            "split cancel. Training is timed file to file, choice of strength and calibration included; then "
            f"{', '.join(title for _, title in TRAINED)} with the choice of their settings.",
            probability_table(rows),
            "\n".join(verdict(row) for row in rows),
        ]
    )
