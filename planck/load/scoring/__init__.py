"""Scoring models from YAML."""
