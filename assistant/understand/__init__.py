"""From what a person typed to what is asked: of which texts, as of which day, in which kind of answer."""
