"""How the colour of a KPI is reached, step by step."""
