"""What anyone can read without an account: what it is, whom to call, what signs may mean, which rights somebody has.

It asks nothing of its visitors and keeps nothing of them. Texts and facts come from `countries/<code>/`.
"""
