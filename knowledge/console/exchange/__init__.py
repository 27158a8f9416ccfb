"""Excel in the console: export, template, upload, preview, import as drafts."""
