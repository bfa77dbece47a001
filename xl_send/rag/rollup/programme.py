"""The programme as one view shows it: its aspects and its overall, from those of its workstreams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.rag.rollup.aspects import PARTS, WeighedAspect
from xl_send.rag.rollup.decisive import Decisive
from xl_send.rag.rollup.headline import Headline, Standing, aspect_headline, overall_headline
from xl_send.rag.rollup.overall import Overall
from xl_send.rag.rollup.sentences import headline_reason, not_evidenced, overall_reason
from xl_send.rag.rollup.softening import Weighed
from xl_send.results import AspectName, Reason, Status
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.thresholds import Thresholds


class Picture(NamedTuple):
    """The aspects and the overall of a workstream, or of all items together."""

    parts: tuple[WeighedAspect, ...]
    overall: Overall

    def softened(self, name: AspectName) -> tuple[Weighed, ...]:
        """What counts for something better than it is in an aspect, or in the overall."""
        if name is AspectName.OVERALL:
            return self.overall.lowered
        return tuple(one for part in self.parts if part.name is name for one in part.weighed if one.softened)


class ProgrammePicture(NamedTuple):
    """The programme. `whole` is made of all items, each once; colours go by its workstreams."""

    whole: Picture
    streams: Mapping[str, Picture]
    parts: tuple[Headline, ...]
    overall: Headline
    unevidenced: tuple[WeighedAspect, ...]

    @classmethod
    def of(
        cls, whole: Picture, streams: Mapping[str, Picture], decisive: Sequence[Decisive], limits: Thresholds
    ) -> ProgrammePicture:
        """The programme that these workstreams make."""
        parts = []
        for place in range(len(PARTS)):
            there = [(code, picture.parts[place]) for code, picture in streams.items()]
            standings = [Standing(code, part.status, part.drivers) for code, part in there]
            parts.append(aspect_headline(whole.parts[place], standings, decisive, limits))
        standings = [
            Standing(code, picture.overall.status, picture.overall.drivers) for code, picture in streams.items()
        ]
        told = list(zip(whole.parts, parts, strict=True))
        overall, unevidenced = overall_headline(whole.overall, told, standings, decisive, limits)
        return cls(whole, streams, tuple(parts), overall, unevidenced)

    def part_drivers(self, place: int) -> tuple[Weighed, ...]:
        """What makes an aspect what it is; where no workstream does, the items of that status."""
        headline = self.parts[place]
        here = () if headline.any_worse else self._at(headline.status, place)
        return (*here, *headline.drivers) if headline.status is not Status.GREEN else here

    def _at(self, status: Status, *places: int) -> tuple[Weighed, ...]:
        """The items of these aspects that count as this."""
        return tuple(one for place in places for one in self.whole.parts[place].as_if(status).drivers)

    def part_reason(self, place: int) -> Reason:
        """Why an aspect has its colour."""
        headline, part = self.parts[place], self.whole.parts[place]
        return headline_reason(headline, [part.as_if(headline.status)])

    @property
    def _alone(self) -> Overall | None:
        """The one workstream that is counted, which then speaks for the whole; not where others have no data."""
        there = [picture.overall for picture in self.streams.values()]
        unknown = any(overall.status is Status.NO_DATA for overall in there)
        if self.overall.counted != 1 or self.overall.decisive or unknown:
            return None
        return next((overall for overall in there if overall.status is self.overall.status), None)

    @property
    def drivers(self) -> tuple[Weighed, ...]:
        """What makes the whole what it is."""
        if self.unevidenced or self.overall.any_worse:
            missing = [one for part in self.unevidenced for one in part.as_if(Status.NO_DATA).drivers]
            return (*missing, *self.overall.drivers)
        return self._at(self.overall.status, *range(len(PARTS)))

    @property
    def reason(self) -> Reason:
        """Why the whole has its colour."""
        if self.unevidenced:
            parts = [part.as_if(Status.NO_DATA) for part in self.unevidenced]
            return not_evidenced(self.overall.status, parts, self.overall)
        return overall_reason(self._alone) if self._alone else headline_reason(self.overall, self.whole.parts)

    def softened(self, name: AspectName) -> list[Weighed]:
        """What counts for something better than it is, in any workstream."""
        return [one for picture in self.streams.values() for one in picture.softened(name)]
