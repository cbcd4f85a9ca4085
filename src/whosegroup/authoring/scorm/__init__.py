"""The built site as a package that a learning platform opens: SCORM 1.2 and SCORM 2004."""
