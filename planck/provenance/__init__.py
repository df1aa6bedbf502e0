"""A plan and its figures held against the documents that print them."""
