"""The parts of the HTTP server behind `assistant.web.api` and `assistant.web.server`."""
