"""The E codes, what can be wrong with the form of an input; importing this registers every one of them."""

from planck.load import cell_rules, file_rules, table_rules, text_rules

__all__ = ["cell_rules", "file_rules", "table_rules", "text_rules"]
