"""The request models against an independent description of the Bot API: aiogram's."""

import importlib
from types import ModuleType

import pytest

from bot.sandbox.methods import METHODS


@pytest.fixture
def theirs() -> ModuleType:
    """Loaded only where it is looked at: it takes longer than all that is said here."""
    return importlib.import_module("tests.sandbox.described")


def test_parameters_agree(theirs: ModuleType):
    """And a parameter that the Bot API requires is required here too, in every method."""
    for method in METHODS.values():
        described = theirs.described(method)
        assert described.__api_method__ == method.name
        theirs.compare(method.request, [described], method.name)
        required = {name for name, field in described.model_fields.items() if field.is_required()}
        assert required <= set(method.request.model_fields), method.name
