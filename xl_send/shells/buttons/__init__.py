"""What each button of the ribbon does with a workbook, and its answer."""
