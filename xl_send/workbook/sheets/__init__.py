"""The declaration of the council's workbook.

Template, reader, data dictionary, rules and tests are all read off the dataclasses in this package.
"""
