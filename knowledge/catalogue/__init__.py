"""What exists: records, institutions and glossary terms, as validated content files."""
