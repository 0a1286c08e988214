"""Who could go where when many people are found at once: a proposal with reasons, which people accept or change."""
