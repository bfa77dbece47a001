"""The pictures of the board pack, drawn as plain shapes that a web page and a document show alike."""
