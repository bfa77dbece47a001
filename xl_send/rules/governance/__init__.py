"""Rules of forums, meetings, the calendar, and handovers by themselves."""
