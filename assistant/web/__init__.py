"""The parts of the HTTP server behind `assistant.api` and `assistant.server`."""
