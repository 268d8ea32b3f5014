"""Holds a filled-in form against its category's JSON Schema."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from tts_kit.texts import is_blank

#: More errors than this help nobody, and a hostile form could have thousands.
_MAX_ERRORS = 50
#: jsonschema's messages quote the value, which may be long.
_MAX_MESSAGE = 200

_NO_FORM = {"type": "object", "maxProperties": 0}
#: `1.0` is an integer to JSON Schema; it would be kept as a float.
_TYPES = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int)


def form_errors(
    schema: dict[str, Any] | None, form: dict[str, Any], today: date
) -> list[dict[str, str]]:
    """What is wrong with a form, as `{field, message}`; without a schema a form must be empty.

    `today` is the day on which it was sent, in UTC.
    """
    validator = _dialect(today)(
        _NO_FORM if schema is None else schema,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    # By field: jsonschema has an error for each missing field, and each of them names all.
    found = dict(_described(islice(validator.iter_errors(form), _MAX_ERRORS)))
    return [{"field": field, "message": message} for field, message in found.items()]


@lru_cache(maxsize=2)
def _dialect(today: date) -> type[Validator]:
    """JSON Schema with integers that are none but integers, and `x-not-before`.

    `x-not-before` of an object names dates in it, each with what it must not precede: another of
    its dates, or `today`.
    """
    # Where the sender is, it may still be yesterday.
    earliest = (today - timedelta(days=1)).isoformat()

    def not_before(
        validator: Validator, bounds: dict[str, str], instance: Any, schema: dict[str, Any]
    ) -> Iterator[ValidationError]:
        if not validator.is_type(instance, "object"):
            return
        for name, bound in bounds.items():
            given = instance.get(name)
            first = earliest if bound == "today" else instance.get(bound)
            if isinstance(given, str) and isinstance(first, str) and given < first:
                yield ValidationError(_too_early(schema, bound), path=[name])

    dialect: type[Validator] = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"x-not-before": not_before}, type_checker=_TYPES
    )
    return dialect


def _too_early(schema: dict[str, Any], bound: str) -> str:
    if bound == "today":
        message = "Choose today or a later day."
    else:
        message = f"This must not be before {schema['properties'][bound]['title']}."
    return message


def _described(errors: Iterable[ValidationError]) -> Iterator[tuple[str, str]]:
    for error in errors:
        path = ["form", *(str(part) for part in error.absolute_path)]
        if error.validator == "required":
            required: Any = error.validator_value
            filled_in: Any = error.instance
            for name in required:
                if name not in filled_in:
                    yield ".".join([*path, name]), "Fill this in."
        elif error.validator in ("minLength", "pattern") and is_blank(str(error.instance)):
            yield ".".join(path), "Fill this in."
        else:
            yield ".".join(path), error.message[:_MAX_MESSAGE]
