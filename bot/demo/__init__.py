"""The school day that `homeroom demo` plays."""
