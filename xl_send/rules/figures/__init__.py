"""Rules of the figures that KPIs were found to have."""
