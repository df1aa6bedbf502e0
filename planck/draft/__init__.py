"""A plan and its figures proposed from documents and office tables: never a verdict, a place and a quote for each."""
