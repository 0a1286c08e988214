"""What an organisation knows. Every signal has an owner, gets a decision with a reason, and an answer goes back."""
