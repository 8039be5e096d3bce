"""The pieces every feature is made of."""
