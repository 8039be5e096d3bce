"""How fast it is: figures anyone can reproduce, never pass or fail."""
