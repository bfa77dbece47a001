"""The only folder that knows how Excel keeps its files."""
