"""Another's workbook as it lies: values, fills, comments, what is hidden or merged."""
