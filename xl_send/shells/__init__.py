"""What a person works with: the command line, the buttons, the window, the open Excel, and the installation."""
