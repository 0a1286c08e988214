"""Looking for a place: which fit and why, which do not and why not, and counting what is missing."""
