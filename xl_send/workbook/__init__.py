"""The language in which the workbook is declared: kinds of cell, columns, sheets, records."""
