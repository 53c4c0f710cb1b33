"""Everything LangChain: a language model that writes from passages, and the library as LangChain components."""
