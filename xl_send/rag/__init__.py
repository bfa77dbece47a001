"""How every Red, Amber and Green is reached: pure functions over records, thresholds and dates."""
