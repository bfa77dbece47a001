"""Rules of cells, rows and sheets as they lie."""
