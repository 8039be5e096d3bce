"""What aiogram says of the Bot API's methods; it takes seconds to load."""

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import aiogram.methods
import aiogram.types
from aiogram.client.default import Default
from aiogram.types.input_file import InputFile
from pydantic import BaseModel

from bot.sandbox.inputs import Upload
from bot.sandbox.methods import Method
from bot.sandbox.objects import EntityUser

PLAIN = {int: "integer", str: "string", bool: "boolean"}
FILES = (Upload, InputFile)
# Objects that the sandbox takes more loosely, or as one model for several of the Bot API's.
LOOSE = (EntityUser,)


def parts(annotation: Any) -> list[Any]:
    """Return the alternatives of an annotation, without None and aiogram's defaults."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return parts(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [part for arg in get_args(annotation) for part in parts(arg)]
    return [] if annotation in (type(None), Default) else [annotation]


def kinds(annotation: Any) -> set[Any]:
    """Return what an annotation accepts, in the Bot API's words."""
    return {kind(part) for part in parts(annotation)}


def kind(part: Any) -> Any:
    if get_origin(part) is list:
        return ("array of", frozenset(kinds(get_args(part)[0])))
    if get_origin(part) is Literal:
        return PLAIN[bool] if get_args(part) == (True,) else PLAIN[str]
    if issubclass(part, FILES):
        return "file"
    return "object" if issubclass(part, BaseModel) else PLAIN[part]


def models(annotation: Any) -> list[type[BaseModel]]:
    """Return the objects in an annotation, those inside arrays included."""
    found: list[type[BaseModel]] = []
    for part in parts(annotation):
        if get_origin(part) is list:
            found += models(get_args(part)[0])
        elif isinstance(part, type) and issubclass(part, BaseModel) and not issubclass(part, FILES):
            found.append(part)
    return found


def compare(ours: type[BaseModel], theirs: list[type[BaseModel]], place: str) -> None:
    """Compare the fields of one of our models with those of the models it stands for."""
    for name, field in ours.model_fields.items():
        where = f"{place}.{name}"
        fields = [their.model_fields[name] for their in theirs if name in their.model_fields]
        assert fields, f"{where} does not exist"
        constant = any(get_origin(part) is Literal for part in parts(field.annotation))
        if len(theirs) == 1 and ours not in LOOSE and not constant:
            assert field.is_required() == fields[0].is_required(), where
        accepted = set().union(*(kinds(their.annotation) for their in fields))
        assert kinds(field.annotation) == accepted, where
        inner = [model for their in fields for model in models(their.annotation)]
        for model in models(field.annotation):
            same = [their for their in inner if their.__name__ == model.__name__]
            compare(model, same or inner, where)


def described(method: Method) -> type[Any]:
    """The method as aiogram describes it."""
    found: type[Any] = getattr(aiogram.methods, method.request.__name__)
    return found
