"""The services that the library knows."""
from __future__ import annotations

import json
from ctypes import byref, c_char_p
from typing import Any, Dict, NamedTuple, Tuple, cast

from . import _ffi
from ._library import lib
from .errors import Errors, text_of


class Dimension(NamedTuple):
    """What a service meters."""

    name: str  #: "vcpu_hours"
    unit: str  #: "vCPU-hour"


class Field(NamedTuple):
    """A field of a service in a workload file."""

    help: str
    kind: str  #: "amount", "integer", "switch", "choice", "text", "group", "map", ...
    measure: str  #: of an amount: "a number of bytes", "a time", ...
    min: str  #: inclusive, as a person writes it, or ""
    max: str
    fallback: str  #: the default, or ""
    source: str  #: where the rule or the default comes from, or ""


class Service(NamedTuple):
    """An AWS service."""

    name: str  #: as a workload file writes it, "fargate"
    title: str  #: "AWS Fargate"
    dimensions: Tuple[Dimension, ...]

    def field(self, path: str) -> Field:
        """What is known of a field by its path, such as "task.memory"; KeyError when there is none."""
        facts = [lib.cost_service_field(self.name.encode(), path.encode(), fact) for fact in _ffi.FieldFact]
        if facts[0] is None:
            raise KeyError(path)
        return Field(*map(text_of, facts))

    def manual(self) -> str:
        """Its manual page in Markdown: every field, with range, default and source."""
        out = c_char_p()
        with Errors() as errors:
            errors.check(lib.cost_service_manual(byref(out), self.name.encode(), errors.pointer))
        try:
            return text_of(out.value)
        finally:
            lib.cost_text_free(out)


def services() -> Tuple[Service, ...]:
    """All of them."""
    return tuple(Service(text_of(lib.cost_service_name(i)), text_of(lib.cost_service_title(i)),
                         tuple(Dimension(text_of(lib.cost_service_dimension(i, k)),
                                         text_of(lib.cost_service_dimension_unit(i, k)))
                               for k in range(lib.cost_service_dimension_count(i))))
                 for i in range(lib.cost_service_count()))


def schema() -> Dict[str, Any]:
    """The JSON Schema (2020-12) of workload files."""
    out = c_char_p()
    with Errors() as errors:
        errors.check(lib.cost_schema_text(byref(out), errors.pointer))
    try:
        return cast(Dict[str, Any], json.loads(text_of(out.value)))
    finally:
        lib.cost_text_free(out)
