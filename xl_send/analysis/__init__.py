"""What several rooms ask of records: figures, journeys, near names, activity, audiences, use of people."""
