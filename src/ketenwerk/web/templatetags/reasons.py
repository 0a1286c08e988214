"""Why something cannot be done, for templates."""

from django import template

from ketenwerk.foundation.decision import Decision
from ketenwerk.web import reasons

register = template.Library()


@register.filter
def reason(decision: Decision) -> str:
    """The words for a no; nothing for a yes."""
    return reasons.reason(decision.reason)
