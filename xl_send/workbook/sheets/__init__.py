"""The declaration of the council's workbook.

Template, reader, data dictionary, rules and tests are all read off the classes in this package.
"""
