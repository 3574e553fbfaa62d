"""The operators' pages under `/admin/`."""

from consult.operations.admin import tables
from consult.operations.admin.site import site

__all__ = ["site", "tables"]
