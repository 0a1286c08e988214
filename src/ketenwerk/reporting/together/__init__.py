"""Doing one thing with several reports that belong together: chosen one by one, and each on the trail by itself."""
