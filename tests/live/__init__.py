"""The fixture applications in their real frameworks, with clients that follow."""
