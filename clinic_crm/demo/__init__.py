"""An invented clinic with three years of history, relative to today and the same on every machine."""
