"""Each seed alone: bytes → seed → blocks → cuts → metadata → sentences → summary → mentions."""
