"""From an understood question to the stretches of text that answer it, or to the reason why none does."""
