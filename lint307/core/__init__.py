"""Plain data that every room shares. Standard library only."""
