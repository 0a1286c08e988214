"""The mark the doors of `organisations` look for, which stands above this house."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def public(view: Callable[P, R]) -> Callable[P, R]:
    """For everybody, without an account."""
    view.policy = "public"  # type: ignore[attr-defined]
    return view
