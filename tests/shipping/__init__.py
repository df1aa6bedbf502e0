"""What is shipped: packages that install and run, and the pages that go with them."""
