"""From a file that somebody sends to a new one that shows the same and says nothing else. Knows no report."""
