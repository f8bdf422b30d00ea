"""Documents to lines: the only code that knows where lines come from."""
