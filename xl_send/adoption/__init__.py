"""From a tracker that is not ours to the standard workbook: what was found, what it was taken for, what was left.

`tracker` holds another's workbook as it lies, `finding` its tables and what their columns mean, `carrying` the rows
that come of them; `mapping` is what an owner corrects and gives back.
"""
