"""A program of its own: a puzzle of bare numbers comes in as JSON, and who goes into which place comes out.

It knows nothing of people or places. One worker, a fixed seed and a limit that counts steps, not seconds: the same
puzzle has the same answer on any machine that is quick enough.
"""

import json
import sys
from collections import defaultdict
from typing import Any

from ortools.sat.python import cp_model

STEPS = 3.0  # of the solver's own clock: less than ten seconds
Choices = list[dict[int, cp_model.IntVar]]  # of each unit, by place


def solve(puzzle: dict[str, Any]) -> dict[str, Any]:
    """`units`: size, weight of being left out, and [place, weight] for each place that fits.

    Gives the place of every unit, None for who is left out, and whether there is nothing better.
    """
    model = cp_model.CpModel()
    chosen = _choices(model, puzzle)
    _keep_within_room(model, puzzle, chosen)
    for one, other in puzzle["apart"]:
        for place in chosen[one].keys() & chosen[other].keys():
            model.add_at_most_one(chosen[one][place], chosen[other][place])
    for mine, hinted in zip(chosen, puzzle["hint"], strict=True):
        for place, choice in mine.items():
            model.add_hint(choice, place == hinted)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    # It is nearly a transport problem: what is linear settles most of it, and to prepare takes longer than it saves.
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_presolve = False
    solver.parameters.max_deterministic_time = STEPS
    solver.parameters.max_time_in_seconds = puzzle["seconds"]
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise RuntimeError(solver.status_name(status))
    return {"into": _answer(solver, chosen), "best": status == cp_model.OPTIMAL}


def _choices(model: cp_model.CpModel, puzzle: dict[str, Any]) -> Choices:
    """One place for each unit, or none, with as little weight as can be."""
    chosen: Choices = []
    variables: list[cp_model.IntVar] = []
    weights: list[int] = []
    for _, left_out, places in puzzle["units"]:
        mine = {place: model.new_bool_var("") for place, _ in places}
        out = model.new_bool_var("")
        model.add_exactly_one([*mine.values(), out])
        chosen.append(mine)
        variables += [out, *mine.values()]
        weights += [left_out, *(weight for _, weight in places)]
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, weights))
    return chosen


def _keep_within_room(model: cp_model.CpModel, puzzle: dict[str, Any], chosen: Choices) -> None:
    wanted: defaultdict[int, list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
    for (size, *_), mine in zip(puzzle["units"], chosen, strict=True):
        for place, choice in mine.items():
            wanted[place].append((size, choice))
    for place, asked in wanted.items():
        sizes, choices = zip(*asked, strict=True)
        if sum(sizes) > puzzle["room"][place]:
            model.add(cp_model.LinearExpr.weighted_sum(choices, sizes) <= puzzle["room"][place])


def _answer(solver: cp_model.CpSolver, chosen: Choices) -> list[int | None]:
    return [
        next((place for place, choice in mine.items() if solver.boolean_value(choice)), None)
        for mine in chosen
    ]


if __name__ == "__main__":
    json.dump(solve(json.load(sys.stdin)), sys.stdout)
