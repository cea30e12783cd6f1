"""The pages that readers open, one module for each."""
