"""Forms: what a feature asks step by step in private, shows as a preview, and then does."""

from handlers.kit.forms.begun import begin
from handlers.kit.forms.form import Answers, Form, Given, Step
from handlers.kit.forms.moment import Moment, day_key, instant, question
from handlers.kit.forms.steps import (
    Choice,
    Files,
    Number,
    Option,
    Several,
    Words,
    YesNo,
    files,
    words,
)

__all__ = [
    "Answers",
    "Choice",
    "Files",
    "Form",
    "Given",
    "Moment",
    "Number",
    "Option",
    "Several",
    "Step",
    "Words",
    "YesNo",
    "begin",
    "day_key",
    "files",
    "instant",
    "question",
    "words",
]
