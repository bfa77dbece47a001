"""Rules of what is expected of KPIs: at each milestone, from one to the next, and all the way to the target."""
