"""What is laid down for one country, in its own files.

Its regions, roles, forms of exploitation, signs, places to report, terms and holidays, each with
where it is written, from when it holds, and whether anybody has checked it.
"""
