"""The catalogue as an Excel file and back: columns, cells, the outline of conditions, reading, the plan of an import."""
