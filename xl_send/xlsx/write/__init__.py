"""Writes sheets: cells, tables, formats and validation."""
