"""What is remembered and the rules about it: one module a feature, and migrations."""
