"""Who did what, for whom, when, and what was refused. Entries are added, never changed, and any change is found."""
