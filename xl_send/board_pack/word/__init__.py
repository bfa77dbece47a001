"""The board summary as a Word document that an officer edits before it goes out."""

from xl_send.board_pack.word.document import to_word

__all__ = ["to_word"]
