"""One person's situation as a case with parallel tracks, each with one responsible organisation and one next step."""
