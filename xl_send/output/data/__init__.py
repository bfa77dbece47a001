"""Results for programs: JSON, SARIF and comma-separated values."""
