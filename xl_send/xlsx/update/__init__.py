"""Changes in an officer's own workbook: the sheets of the product filled, every other part as it was."""
