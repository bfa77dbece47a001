"""The browser edition: one HTML file that holds the product, and works without an installation or a network.

`page` holds what the browser runs, `templates` how results look; `bridge` is what the page asks. Every answer is a
command's own result. The file itself is made by `python -m xl_send.dev.build --browser`.
"""
