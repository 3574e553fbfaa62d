"""The built frontend: where its manifest lies, and the entry that draws every page."""

from __future__ import annotations

from consult.environment import ROOT

MANIFEST = ROOT / "frontend" / "dist" / ".vite" / "manifest.json"
ENTRY = "src/main.tsx"
