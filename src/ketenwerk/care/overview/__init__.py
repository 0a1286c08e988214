"""What there is in a region: for whom, who pays, what is full, what is missing. On a page and on paper."""
