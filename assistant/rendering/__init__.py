"""One answer, many renderings: JSON, Markdown for the page, plain text to copy, the terminal. They read `Answer` and nothing else."""
