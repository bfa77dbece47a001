"""The workbook that is open in Excel, by way of xlwings."""
