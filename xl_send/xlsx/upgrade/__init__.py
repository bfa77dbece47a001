"""A workbook of an earlier edition brought to the present one, everything of its council's own kept."""
