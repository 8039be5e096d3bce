"""The methods of the Bot API: one function each, found by name."""

# Importing a module of methods registers them. To add a method: its parameters as a model in
# `requests.py`, and a function here with `@method(Model)`.
from bot.sandbox.methods import (  # noqa: F401 - imported to register
    editing,
    ephemeral,
    media,
    pins,
    queries,
    reactions,
    reading,
    repeating,
    sending,
    topics,
    updates,
)
from bot.sandbox.methods import profile as profile
from bot.sandbox.methods.registry import METHODS, Method, method

__all__ = ["METHODS", "Method", "method"]
