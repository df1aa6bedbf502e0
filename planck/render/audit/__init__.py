"""What the plan says about itself, one file per output format; formats without a file here show an audit as a check."""

from planck.registry import Table
from planck.render import Renderer

AUDIT_FORMATS: Table[Renderer] = Table("output format of an audit", home="planck.render.audit")
