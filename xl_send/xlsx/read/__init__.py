"""Reads workbooks: from a file to the sheets as they lie."""
