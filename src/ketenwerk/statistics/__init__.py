"""Figures from the work itself, safe to publish: nobody can be seen in them, and nothing computed back."""
