"""Where a shelter is, when it insists that it is kept: told to one person, once, when two people want it."""
