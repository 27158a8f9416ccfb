"""The advisor's own database: engine, shared metadata and migrations. What it holds belongs to the rooms above."""
