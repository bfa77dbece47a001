"""What developers make: the generated files, the page for a browser, the files to install from."""
