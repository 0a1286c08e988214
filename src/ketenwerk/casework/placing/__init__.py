"""A place for a person: the search belongs to a track, and what is answered moves the track's next step."""
