"""What every house stands on: decisions, problems, states, records and plain text. It knows nothing of our subject."""
