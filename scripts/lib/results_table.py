"""The comparison as Markdown: two tables, and each win and loss in a plain sentence."""

import statistics

from intervals import over_splits


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
    return f"{value:+.3f}".replace("-", "−")


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
    """ECE and log loss of each head, AIQ, and seconds; scikit-learn's figure after the stroke."""

    def both(row: dict, measure: str, digits: int = 3) -> str:
        pair = [mean(row, router, measure) for router in ("triage", "scikit_learn")]
        return "–" if pair[0] is None else " / ".join(number(value, digits) for value in pair)

    body = []
    for row in rows:
        first = file_split(row)
        body.append(
            [f"`{row['file']}`"]
            + [both(row, m) for m in ("ece_weak", "ece_strong", "log_loss_weak", "log_loss_strong")]
            + [both(row, "aiq", 4), number(mean(row, "random", "aiq"), 4)]
            + [f"{first['triage_train_seconds']:.1f}"]
            + [f"{first['scikit_learn_all_seconds']:.1f} ({first['scikit_learn_fit_seconds']:.1f})"]
        )
    header = ["Triage / scikit-learn", "ECE, weak", "ECE, strong", "log loss, weak", "log loss, strong"]
    return markdown(header + ["AIQ", "AIQ, random", "training, s", "scikit-learn, s (last fit)"], body)


def verdict(row: dict) -> str:
    """Win, loss or neither, by the interval over splits (the file's split, where that is all there is)."""
    differences = apgr_differences(row)
    low, high = over_splits(differences) or file_split(row)["paired_apgr_interval"]
    by = f"by {abs(statistics.fmean(differences)):.3f} APGR ({between((low, high))})"
    if low > 0:
        text = f"Triage is ahead of scikit-learn {by}."
    elif high < 0:
        text = f"Triage **loses** to scikit-learn {by}."
    else:
        side = "ahead of" if statistics.fmean(differences) >= 0 else "behind"
        text = f"no difference that these rows can show; Triage is {side} scikit-learn {by}."
    ours = mean(row, "triage", "apgr") or 0
    beaten = [
        name
        for name, router in (("the domain's mean", "domain_mean"), ("prompt length", "length"), ("random", "random"))
        if (mean(row, router, "apgr") or 0) > ours
    ]
    if beaten:
        text += f" It **loses** to {' and to '.join(beaten)}."
    loose = [
        f"{name} {value:.3f}" for name in ("weak", "strong") if (value := mean(row, "triage", f"ece_{name}") or 0) >= 0.03
    ]
    if loose:
        text += f" Calibration is looser than 0.03: ECE of {' and '.join(loose)}."
    return f"- `{row['file']}`: {text}"


def report(rows: list[dict]) -> str:
    splits = len(rows[0]["splits"])
    more = f"the file's own and {splits - 1} more, 80/20 by group" if splits > 1 else "the file's own"
    return "\n\n".join(
        [
            f"APGR, the mean over {splits} split{'s' if splits > 1 else ''} ({more}); in brackets CPT50, the share of "
            "strong calls that recovers half of the gap.",
            routing_table(rows),
            probability_table(rows),
            "\n".join(verdict(row) for row in rows),
        ]
    )
