"""From a conversation to the prompt that is scored."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence


def prompt_of(messages: Optional[Sequence[Mapping[str, Any]]]) -> str:
    """The text of the user's last message, in OpenAI's format; of the last message if there is none of a user's.

    System prompts, earlier answers and tool results are not scored: they are the same for every request of a feature and
    would drown the words that differ. Of content in parts, the texts are joined.
    """
    if not messages:
        return ""
    own = next((message for message in reversed(messages) if message.get("role") == "user"), messages[-1])
    content = own.get("content")
    if isinstance(content, str):
        return content
    if not isinstance(content, Sequence):
        return ""
    texts = (part.get("text") for part in content if isinstance(part, Mapping))
    return "\n".join(text for text in texts if isinstance(text, str))
