"""Any needs and any offers, for properties."""

from hypothesis import strategies as st

from ketenwerk.care.facts import Needs, Offer

AGES, SEXES = ["under-18", "18-22", "23-plus", "unknown"], ["woman", "man", "x"]
RESIDENCE = ["dutch", "eu", "reflection-period", "none"]
CONDITIONS = ["addiction", "pregnant", "pet", "unaccompanied-minor"]
LANGUAGES, KINDS = ["nl", "en", "bg"], ["cosm", "womens-shelter", "emergency-bed"]
REGIONS, TOWNS = ["care-utrecht", "care-groningen"], ["GM0344", "GM0014", "GM0599"]


def some(codes):
    return st.frozensets(st.sampled_from(codes), max_size=len(codes))


NEEDS = st.builds(
    Needs,
    age_group=st.sampled_from(AGES),
    sex=st.sampled_from(SEXES),
    children=st.integers(0, 5),
    wheelchair=st.booleans(),
    oldest_child=st.integers(0, 17),
    residence=st.sampled_from([*RESIDENCE, "unknown"]),
    unaccompanied=st.booleans(),
    conditions=some(CONDITIONS[:-1]),
    languages=some(LANGUAGES),
    danger=st.sampled_from(["none", "some", "high", "unknown"]),
    avoid=some(TOWNS),
    avoid_km=st.sampled_from([0, 10, 50, 200]),
    found_in=st.sampled_from(["", *REGIONS]),
    kinds=some(KINDS),
    labour_group=st.booleans(),
)
OFFERS = st.builds(
    Offer,
    age_groups=some(AGES),
    sexes=some(SEXES),
    children=st.integers(0, 5),
    wheelchair=st.booleans(),
    kind=st.sampled_from(["", *KINDS]),
    region=st.sampled_from(["", *REGIONS]),
    point=st.sampled_from([None, (5.0989, 52.1003), (6.6208, 53.2187)]),
    oldest_child=st.one_of(st.none(), st.integers(0, 17)),
    residence=some(RESIDENCE),
    takes=some(CONDITIONS),
    refuses=some(CONDITIONS),
    languages=some(LANGUAGES),
    most_danger=st.sampled_from(["", "none", "some", "high"]),
    own_region=st.one_of(st.none(), st.booleans()),
    labour_groups=st.one_of(st.none(), st.booleans()),
    when=st.sampled_from(["", "18:00-08:00", "09:00-17:00"]),
)
