"""Real PostgreSQL, a real broker and a letter catcher, started as children when no outer ones are named.

Nothing here imports Django: settings are read only after the engines have said where they listen.
"""
