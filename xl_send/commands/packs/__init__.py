"""Board packs from workbooks to files: what is asked, each form, the frozen Final, and a pack made again."""
