"""Rules of what is decided on a milestone: by whom, on what notice and evidence, and which requests changed it."""
