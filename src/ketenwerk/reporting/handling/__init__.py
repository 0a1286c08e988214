"""What the intake does with a report besides reading it: hand it over, write notes, group it, close it."""
