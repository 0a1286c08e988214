"""Telling what one has seen, without an account and without a trace, and reading the answer with a code."""
