"""Checks, colours and reports SEND programme workbooks for English councils."""

__version__ = "0.1.0"
