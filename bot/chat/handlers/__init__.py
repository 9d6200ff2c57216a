"""What the bot does with what people do: each module reads, asks, and replies."""
