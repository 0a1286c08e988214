"""People who sign in, and how they prove who they are. What they may do is decided elsewhere."""
