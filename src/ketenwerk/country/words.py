"""What the country calls things, in the language of the reader. An empty code has no word."""

from ketenwerk.country.data import Choices, Words, country
from ketenwerk.country.speech import language


def words(text: Words) -> str:
    """What the country says in several languages; a `Foreign` text where the reader's is not among them."""
    return country().said(text, language())


def word(vocabulary: str, code: str) -> str:
    """The name of one choice of a list in vocabulary.toml. Raises KeyError for a code that is not in it."""
    return country().word(vocabulary, code, language()) if code else ""


def choices(vocabulary: str) -> Choices:
    return country().choices(vocabulary, language())


def form_name(code: str) -> str:
    """A form of exploitation."""
    return country().form_name(code, language()) if code else ""


def service_kind_name(code: str) -> str:
    """A kind of shelter or help."""
    return words(country().service_kind(code).name) if code else ""


def service_kind_choices() -> Choices:
    return country().service_kind_choices(language())


def role_name(code: str) -> str:
    return country().role_name(code, language()) if code else ""


def municipality_name(code: str) -> str:
    return country().municipality(code).label if code else ""


def region_name(code: str) -> str:
    return country().region(code).name if code else ""


def place_name(municipality: str, region: str) -> str:
    """The municipality where it is known, otherwise the region."""
    return municipality_name(municipality) or region_name(region)
