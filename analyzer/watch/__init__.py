"""The thesis's live window for a recording, a camera or a stream."""
