"""Every file read: here, by several processes at once, or on a cluster, with the same result in the files' order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from xl_send.commands.loading.files import NamedFile
from xl_send.commands.loading.one_file import FileRead, Reader, T, Words, read_here
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import Refusal
from xl_send.workers import asked_now, how_many


def each_read(
    files: Sequence[NamedFile],
    read: Reader[T],
    progress: Progress,
    label: str,
    hold: Callable[[T], T] = lambda found: found,
) -> list[tuple[NamedFile, T | Refusal]]:
    """Each file with what was read of it, or why it is refused, in the order of the files.

    A text that is withheld in two files is withheld by the same words, whatever the order of the files: one that has
    others is read again, with these. What was read is held as `hold` gives it.
    """
    with closing(_once(files, read, [{}] * len(files))) as found:
        first = [_held(item, hold) for item in progress(found, label, len(files))]
    words: dict[str, str] = {}
    for item in first:
        words.update((text, min(told, words.get(text, told))) for text, told in item.withheld.items())
    known = {place: {text: words[text] for text in item.withheld} for place, item in enumerate(first)}
    again = [place for place, item in enumerate(first) if known[place] != item.withheld]
    with closing(_once([files[place] for place in again], read, [known[place] for place in again])) as found:
        held = (_held(item, hold) for item in quietly(found, label, len(again)))
        second = dict(zip(again, held, strict=True))
    return [(file, second.get(place, first[place]).found) for place, file in enumerate(files)]


def _held(item: FileRead[T], hold: Callable[[T], T]) -> FileRead[T]:
    return item if isinstance(item.found, Refusal) else item._replace(found=hold(item.found))


def _once(files: Sequence[NamedFile], read: Reader[T], known: Sequence[Words]) -> Generator[FileRead[T]]:
    number, scheduler = how_many(len(files)), asked_now().scheduler
    if files and (scheduler or number > 1):
        from xl_send.commands.loading.by_workers import read_by_workers

        yield from read_by_workers(files, read, known, number, scheduler)
        return
    for file, words in zip(files, known, strict=True):
        yield read_here(file, read, words)
