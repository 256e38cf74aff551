"""An outlet may sign inside the last line; a name that is spoken of does not."""

import pytest

from digest.article.boilerplate import clean

UNPUNCTUATED = "قال مسؤولون من الجانبين إنهم التقوا في العاصمة يوم الجمعة واتفقوا على اللقاء مرة أخرى بعد شهر"
PUNCTUATED = "Officials of both sides met in the capital on Friday and agreed to meet again in a month."


@pytest.mark.parametrize(
    "text",
    [
        f"{UNPUNCTUATED} كما ذكر موقع دروب سنتر",
        f"{UNPUNCTUATED} نقلا عن الشرق نت",
        f"{PUNCTUATED} That was said to the Daily News.",
        f"{PUNCTUATED[:-1]} according to the Daily News",
        "دروب سنتر",
        "Breaking News",
    ],
)
def test_no_sign_off(text: str) -> None:
    assert not [cut for cut in clean(text).cuts if cut.rule == "outlet-sign-off"]


@pytest.mark.parametrize(
    ("text", "outlet"), [(f"{UNPUNCTUATED} دروب سنتر", "دروب سنتر"), (f"{PUNCTUATED} Example News", "Example News")]
)
def test_sign_off(text: str, outlet: str) -> None:
    cleaned = clean(text)
    assert [cut.span.of(text) for cut in cleaned.cuts] == [outlet]
    assert cleaned.text == text.removesuffix(outlet).rstrip()
