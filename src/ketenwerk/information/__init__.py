"""What anyone can read without an account: what trafficking is, whom to call, what signs may mean, what rights somebody has.

It asks nothing of its visitors and keeps nothing of them. Texts and facts come from `countries/<code>/`.
"""
