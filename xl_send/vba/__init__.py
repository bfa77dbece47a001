"""Macros put into workbooks: a VBA project written from its sources, and the ribbon that calls it.

Sources: [MS-OVBA] for the project, [MS-CFB] for the file it lies in, [MS-CUSTOMUI2] for the ribbon.
"""
