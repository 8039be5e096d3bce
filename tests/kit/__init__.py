"""The pieces that every feature is made of."""
