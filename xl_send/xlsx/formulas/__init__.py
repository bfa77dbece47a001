"""The live formulas of the calculated columns, a file a sheet, in what Excel 2016 and LibreOffice share."""
