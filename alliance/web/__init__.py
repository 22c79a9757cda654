"""The course as pages, for whoever has nothing installed: made by one command, judged by Python in
the browser."""
