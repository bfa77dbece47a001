"""Rules of what is reported: the words beside a colour, and colours that are not as computed."""
