"""The live path: camera sockets, the hub, the analysis worker and the dashboard. No tables."""
