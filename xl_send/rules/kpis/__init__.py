"""Rules of KPIs and of what is expected of them."""
