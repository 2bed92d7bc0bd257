"""The rules of the house, as tests. Each rule is a pure function that is also shown a planted violation."""
