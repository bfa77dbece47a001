"""The board's report: everything it says as plain values, and the page that shows them."""
