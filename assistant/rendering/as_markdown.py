"""An answer as Markdown for the chat page. Text of documents is data: whatever it holds is escaped and becomes no markup.

A citation is the link `[[n]](#c{turn}-n)`; the page listens for these and opens the passage.
"""

from __future__ import annotations

import re

from ..records import Answer, Sentence
from .words import beginning, headline, laid_out, listed, place

_BLOCK = re.compile(r"^(\s*)(\d+)([.)])", re.MULTILINE)


def escape(text: str) -> str:
    """No character of `text` is read as Markdown, HTML, LaTeX or a table; it looks the same when shown.

    HTML marks become entities, so that a page that lets HTML through still shows them; line ends become line breaks.
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_~$\[\]|])", r"\\\1", text)
    text = re.sub(r"(?m)^(\s*)([#+=-])", r"\1\\\2", text)
    text = _BLOCK.sub(r"\1\2\\\3", text)
    text = text.replace("](", "]\\(").replace("://", ":&#47;&#47;").replace("www.", "www&#46;")
    lines = [line.strip() for line in text.splitlines()]
    return "  \n".join(line for line in lines if line)


def render(answer: Answer, turn: int = 0) -> str:
    """`turn` keeps the links of one conversation apart."""
    blocks: list[str] = []
    if headline(answer):
        blocks.append(f"**{escape(headline(answer))}**")
    for section in laid_out(answer):
        if section.title:
            blocks.append(f"**{escape(section.title)}**")
        if section.empty and not section.sentences:
            blocks.append(f"{escape(section.empty)}")
        bulleted = bool(section.title) or len(section.sentences) > 1
        if answer.status == "answered" and bulleted:
            blocks.append("\n".join(f"- {_indented(_sentence(s, turn))}" for s in section.sentences))
        else:
            blocks += [_sentence(sentence, turn) for sentence in section.sentences]
    blocks += _tail(answer, turn)
    return "\n\n".join(block for block in blocks if block)


def _sentence(sentence: Sentence, turn: int) -> str:
    links = "".join(f" {link(number, turn)}" for number in sentence.citations)
    return f"{escape(sentence.text)}{links}"


def link(number: int, turn: int) -> str:
    return f"[[{number}]](#c{turn}-{number})"


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def _tail(answer: Answer, turn: int) -> list[str]:
    blocks = []
    _, more = listed(answer)
    if more:
        places = "；".join(f"{escape(place(c))} {link(c.number, turn)}" for c in more)
        blocks.append(f"更多依据：{places}")
    if answer.status == "refused" and answer.hits:
        near = [
            f"- {escape('《' + hit.document.title + '》' + str(hit.passage.pinpoint))}：{escape(beginning(hit))}"
            for hit in answer.hits
        ]
        blocks.append("\n".join(near))
    blocks += [f"〔{escape(note)}〕" for note in answer.notes]
    return blocks
