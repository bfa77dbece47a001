"""What each owner is sent back: a marked copy of their return, a page of what to put right, and an e-mail's text."""
