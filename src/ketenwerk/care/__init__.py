"""Which help is where, which place fits, and asking for it so that somebody is always responsible. Knows no person."""
