"""Figures beside what is written of them: in their Notes, and in the Commentary and Definition of their KPI."""
