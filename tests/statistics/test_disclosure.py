"""An attacker who knows the code, the exact total and every shown count exactly still finds no hidden count."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.statistics.disclosure import BASE, THRESHOLD, Table, publish, publish_together

AT_MOST = 30  # counts that the exhaustive attacker tries
WIDE = THRESHOLD  # how many values every hidden count must still be able to have


def named(*counts: int) -> dict[str, int]:
    return {f"cell-{number}": count for number, count in enumerate(counts)}


def shown(table: Table) -> list[int | None]:
    return [cell.count for cell in table.cells]


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ((40, 12, 33), [40, 10, 35], 85),
        ((10,), [10], 10),
        ((40, 12, 9), [40, None, None], 60),
        ((40, 0, 33), [40, None, None], 75),
        ((40, 33, 0), [40, None, None], 75),
        ((40, 12, 3, 10), [None, None, None, None], 65),
        ((1, 40), [None, None], 40),
        ((9,), [None], None),
        ((9, 9, 9), [None, None, None], None),
        ((0, 0), [None, None], None),
        ((), [], None),
    ],
)
def test_what_is_shown_of_a_table(counts, cells, total):
    table = publish(named(*counts))

    assert shown(table) == cells
    assert table.total == total


@pytest.mark.parametrize("cells", [1, 2, 3])
def test_every_hidden_count_keeps_ten_possible_values_also_when_the_rest_is_known_exactly(cells):
    worlds = defaultdict(list)
    for counts in product(range(AT_MOST + 1), repeat=cells):
        table = publish(named(*counts))
        # without a total every world looks the same
        known = "nothing" if table.total is None else (sum(counts), exactly(counts, table))
        worlds[known].append((counts, shown(table)))

    assert len(worlds) > 1
    for known, alike in worlds.items():
        assert_wide(known, alike)


def exactly(counts, table) -> tuple[int | None, ...]:
    """What a reader with a friend in every region might know: each count that is shown, before it was rounded."""
    cells = zip(counts, shown(table), strict=True)
    return tuple(None if cell is None else count for count, cell in cells)


def assert_wide(known, alike) -> None:
    """Worlds whose hidden counts together pass AT_MOST have likenesses that were not tried; they are left out."""
    _, cells = alike[0]
    hidden = [place for place, cell in enumerate(cells) if cell is None]
    if known != "nothing" and sum(alike[0][0][place] for place in hidden) > AT_MOST:
        return
    for place in hidden:
        assert len({counts[place] for counts, _ in alike}) >= WIDE, (known, place)


def test_two_tables_of_one_total_say_no_more_together_than_each_alone():
    by_total = defaultdict(list)
    for counts in product(range(AT_MOST + 1), repeat=2):
        by_total[sum(counts)].append(counts)
    worlds = defaultdict(list)
    for same in by_total.values():
        for one, other in product(same, repeat=2):
            first, second = publish_together([named(*one), named(*other)])
            known = (tuple(shown(first)), tuple(shown(second)), first.total, second.total)
            worlds[known].append(one + other)

    for known, alike in worlds.items():
        if known[2] is not None and max(map(sum, alike)) > 2 * AT_MOST:
            continue  # likenesses of these were not all tried
        for place, cell in enumerate(known[0] + known[1]):
            assert cell is not None or len({counts[place] for counts in alike}) >= WIDE, known


def test_when_one_table_shows_nothing_the_other_does_not_give_its_total_away():
    tables = publish_together([named(9, 9), named(18)])

    assert [table.total for table in tables] == [None, None]
    assert shown(tables[1]) == [None]


counts = st.lists(st.integers(min_value=0, max_value=60), min_size=1, max_size=40)


@given(counts)
def test_nothing_under_the_threshold_is_shown_and_everything_shown_is_rounded(found):
    table = publish(named(*found))

    seen = [count for count in [*shown(table), table.total] if count is not None]
    assert all(count >= THRESHOLD and count % BASE == 0 for count in seen)
    assert all(
        cell is None or abs(cell - count) <= BASE // 2
        for cell, count in zip(shown(table), found, strict=True)
    )
    assert all(
        cell is None for cell, count in zip(shown(table), found, strict=True) if count < THRESHOLD
    )


@given(counts, st.integers(min_value=0, max_value=THRESHOLD - 1))
def test_every_small_count_could_be_any_other_and_the_table_would_look_the_same(found, instead):
    """A likeness built by hand: of the small ones all but one empty, of the larger ones all but one at their least."""
    table = publish(named(*found))
    if table.total is None or not table.hides:
        return
    hidden = [place for place, cell in enumerate(shown(table)) if cell is None]
    small = [place for place in hidden if found[place] < THRESHOLD]
    [first, *others] = [
        place for place in hidden if place not in small
    ]  # the first was hidden last

    for chosen in small:
        other = list(found)
        for place in small:
            other[place] = instead if place == chosen else 0
        for place in others:
            other[place] = THRESHOLD
        other[first] += sum(found) - sum(other)
        assert publish(named(*other)) == table


@pytest.mark.parametrize(
    ("tables", "options", "why"),
    [
        ([named(-1)], {}, "negative"),
        ([named(20), named(21)], {}, "same total"),
        ([named(20)], {"threshold": 10, "base": 3}, "multiple"),
    ],
)
def test_what_cannot_be_published_safely_is_refused(tables, options, why):
    with pytest.raises(ValueError, match=why):
        publish_together(tables, **options)
