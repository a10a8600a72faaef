"""Takes courtesy off a message's ends: "could you tell me … please", "请问……谢谢". What is asked stays.

So a polite question is understood as a blunt one. A message that is nothing but courtesy stays whole.
"""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"""(?:
    (?:hi|hello|hey)(?:\ there|\ everyone|\ all)?[,!.]+
    | excuse\ me | (?:please|pls|plz)(?!\ (?:stop|repeat|continue|wait)\b)
    | (?:could|can|would|will)\ (?:you|u|someone|anyone|anybody|somebody)\ (?:please\ |kindly\ |pls\ )?tell\ me
    | (?:please\ )?tell\ me(?=\ (?:what|why|how|when|who|which|where|whether|if)\b)
    | (?:i'?d\ like|i\ would\ like|i\ want|i\ wanted)\ to\ (?:know|ask)
    | (?:i\ was|i'?m|just)\ (?:just\ )?wondering | may\ i\ ask | (?:quick|dumb|stupid|newbie|noob)\ question
    | 请问(?:一下|下)? | (?:你好|您好|大家好)(?=[,，:：;；。!！~\ ]|请问|我想)
    | 麻烦(?:你|您|大家)?(?:问|说)?(?:一下|下)?
    | (?:我)?想(?:请)?问(?:一下|下|问)? | (?:我)?想请教(?:一下|下)? | 请教(?:一下|下)? | 求问 | 问(?:一下|下)
    | (?:你|您)?(?:能不能|可不可以|可以|能)(?:请)?告诉我 | 请告诉我 | 劳驾 | 老师好? (?=[,，:：\ ])
    )[\s,，:：;。.!！~]*(?=\S)""",
    re.VERBOSE,
)
_AFTER = re.compile(
    r"""(?<=\S)[\s,，.。;!！?？~]*(?:
    (?<![a-z])(?:please|pls|plz|(?:many\ |much\ )?thanks(?:\ in\ advance|\ a\ lot|\ so\ much)?
      |thank\ you(?:\ so\ much|\ very\ much)?|thx|ty|cheers)
    | (?:谢谢|感谢|多谢)(?:你|您|大家|各位|啦|了)? | 拜托(?:了|啦)? | 求解答? | 求助
    )[\s.。!！~]*$""",
    re.VERBOSE,
)
_END = re.compile(r"[\s?？!！.。…~,，;；]+$")
_SAYS_SOMETHING = re.compile(r"[a-z0-9]{2}|[㐀-鿿]")


def core(clean: str) -> str:
    """A normalised text without courtesy at its ends; whole where nothing would be left."""
    text = clean
    while True:
        shorter = text
        for courtesy in (_BEFORE, _AFTER):
            match = courtesy.search(shorter) if courtesy is _AFTER else courtesy.match(shorter)
            if match is not None:
                rest = shorter[: match.start()] + shorter[match.end() :]
                shorter = rest if _SAYS_SOMETHING.search(rest) else shorter
        if shorter == text:
            return text
        text = shorter


def bare(clean: str) -> str:
    """`core` without its last punctuation: for looking a phrase up."""
    text = core(clean)
    return _END.sub("", text) or text
