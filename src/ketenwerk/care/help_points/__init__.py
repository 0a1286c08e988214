"""Keeping the list of places where anybody may call or walk in: what an organisation says of itself, and since when."""
