"""What the product is made of, for `make audit`, `make sbom` and `make licences`."""
