"""From a policy's own text to a draft record: reads a document, proposes values, says where each was read."""
