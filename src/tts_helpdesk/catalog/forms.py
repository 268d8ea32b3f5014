"""Holds a filled-in form against its category's JSON Schema."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

#: More errors than this help nobody, and a hostile form could have thousands.
_MAX_ERRORS = 50
#: jsonschema's messages quote the value, which may be long.
_MAX_MESSAGE = 200

_NO_FORM = {"type": "object", "maxProperties": 0}


def form_errors(schema: dict[str, Any] | None, form: dict[str, Any]) -> list[dict[str, str]]:
    """What is wrong with a form, as `{field, message}`; without a schema a form must be empty."""
    validator = Draft202012Validator(
        _NO_FORM if schema is None else schema,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    # By field: jsonschema has an error for each missing field, and each of them names all.
    found = dict(_described(islice(validator.iter_errors(form), _MAX_ERRORS)))
    return [{"field": field, "message": message} for field, message in found.items()]


def _described(errors: Iterable[ValidationError]) -> Iterator[tuple[str, str]]:
    for error in errors:
        path = ["form", *(str(part) for part in error.absolute_path)]
        if error.validator == "required":
            required: Any = error.validator_value
            filled_in: Any = error.instance
            for name in required:
                if name not in filled_in:
                    yield ".".join([*path, name]), "Fill this in."
        else:
            yield ".".join(path), error.message[:_MAX_MESSAGE]
