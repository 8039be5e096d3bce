"""The methods of the Bot API: one function each, found by name.

To add a method: its parameters as a model in `requests.py`, a function here with `@method(Model)`.
"""

# Importing a module of methods registers them.
from bot.sandbox.methods import (  # noqa: F401 - imported to register
    editing,
    queries,
    reading,
    sending,
    updates,
)
from bot.sandbox.methods import profile as profile
from bot.sandbox.methods.registry import METHODS, Method, method

__all__ = ["METHODS", "Method", "method"]
