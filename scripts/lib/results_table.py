"""The comparison as Markdown: two tables, and each win and loss in a plain sentence."""

import statistics

from intervals import over_splits

HEADS = ("weak", "strong")


def mean(row: dict, router: str, measure: str) -> float | None:
    """A router's mean over the row's splits; None where the measure needs what the records lack."""
    values = [split["routers"][router].get(measure) for split in row["splits"]]
    return None if None in values else statistics.fmean(values)


def apgr_differences(row: dict) -> list[float]:
    """Triage minus scikit-learn, a split."""
    return [s["routers"]["triage"]["apgr"] - s["routers"]["scikit_learn"]["apgr"] for s in row["splits"]]


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


def routing_table(rows: list[dict]) -> str:
    """APGR with CPT50 in brackets, and the paired difference with both intervals."""

    def cell(row: dict, router: str) -> str:
        return f"{number(mean(row, router, 'apgr'))} ({100 * (mean(row, router, 'cpt50') or 0):.0f} %)"

    body = []
    for row in rows:
        first = file_split(row)
        body.append(
            [f"`{row['file']}`, {row['title']}"]
            + [f"{first['train_rows']:,} / {first['test_rows']:,}"]
            + [cell(row, router) for router in ("random", "length", "domain_mean", "scikit_learn")]
            + [f"**{cell(row, 'triage')}**", signed(statistics.fmean(apgr_differences(row)))]
            + [between(over_splits(apgr_differences(row)))]
            + [between(first["paired_apgr_interval"])]
        )
    header = ["set", "train / test", "random", "length", "domain mean (peeks)", "scikit-learn", "Triage"]
    return markdown(header + ["Triage − scikit-learn", "95 %, over splits", "95 %, file's split"], body)


def probability_table(rows: list[dict]) -> str:
    """ECE (in brackets its floor) and log loss of each head, AIQ, and seconds; scikit-learn after the stroke."""

    def both(row: dict, measure: str, digits: int = 3) -> str:
        pair = [mean(row, router, measure) for router in ("triage", "scikit_learn")]
        return "–" if pair[0] is None else " / ".join(number(value, digits) for value in pair)

    body = []
    for row in rows:
        first = file_split(row)
        body.append(
            [f"`{row['file']}`"]
            + [f"{both(row, f'ece_{m}')} ({number(mean(row, 'triage', f'ece_floor_{m}'))})" for m in HEADS]
            + [both(row, f"log_loss_{m}") for m in HEADS]
            + [both(row, "aiq", 4), number(mean(row, "random", "aiq"), 4)]
            + [f"{first['triage_train_seconds']:.1f}"]
            + [f"{first['scikit_learn_all_seconds']:.1f} ({first['scikit_learn_fit_seconds']:.1f})"]
        )
    header = ["set", "ECE, weak", "ECE, strong", "log loss, weak", "log loss, strong"]
    return markdown(header + ["AIQ", "AIQ, random", "Triage, s", "scikit-learn, s"], body)


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
            "strong calls that recovers half of the gap. scikit-learn: two logistic regressions on TF-IDF of word "
            "1-2-grams, one C by shuffled, grouped cross-validation on APGR. Differences are paired, on the same rows.",
            routing_table(rows),
            "Of each head, the same means; the first figure is Triage's, the second scikit-learn's. ECE in brackets "
            "is what a perfectly calibrated head would show on so few rows. Training is timed file to file, choice "
            "of strength and calibration included; scikit-learn's with its choice of C, in brackets the last fit.",
            probability_table(rows),
            "\n".join(verdict(row) for row in rows),
        ]
    )
