"""Three-valued judgement of a record against what is known about an enterprise."""
