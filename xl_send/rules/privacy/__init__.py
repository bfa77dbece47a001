"""Rules of what may identify a person: in texts, in names of files and sheets, in what is published."""
