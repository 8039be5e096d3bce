"""What is remembered and its rules, on real databases."""
