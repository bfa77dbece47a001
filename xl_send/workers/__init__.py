"""Files worked through by several processes of this computer at once, or by a Dask cluster that is there already.

What comes back stands in the order in which it was asked for, whoever did it. A file over which a worker ends costs
that file alone.
"""

from __future__ import annotations

from xl_send.workers.asked import Asked, asked_now, how_many, reading_with

__all__ = ["Asked", "asked_now", "how_many", "reading_with"]
