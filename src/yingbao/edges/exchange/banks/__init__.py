"""The files a bank reads and the files it answers with; their shapes are data in policy/banks."""
