"""The public part of the directory in the words of the Human Services Data Specification 3.1, to read only."""
