"""What every peer takes for a word.

A script without spaces has no runs of letters to take: each ideograph or kana is a word there, as it is for Triage.
Without that a Chinese sentence is one word, which no other prompt has.
"""

import re

SPACELESS = "\u3040-\u30ff\u3400-\u9fff"
# Lower-case words and single punctuation marks.
TOKEN = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+|[^\w\s]")
# scikit-learn's words of two letters and more; where no script is without spaces its own pattern finds the same.
WORDS = rf"[{SPACELESS}]|[^\W{SPACELESS}]{{2,}}"


def tokens(prompt: str) -> list[str]:
    """Lower-case words and single punctuation marks, on one line: what fastText and Vowpal Wabbit are given."""
    return TOKEN.findall(prompt.lower())


def is_spaceless(prompts: list[str]) -> bool:
    """Whether any prompt has words without spaces between them."""
    found = re.compile(f"[{SPACELESS}]")
    return any(found.search(prompt) for prompt in prompts)
