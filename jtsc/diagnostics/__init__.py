"""What the compiler has to say about a text: one shape, data first, words second."""

from jtsc.diagnostics.codes import CODES, Severity
from jtsc.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, Problems
from jtsc.diagnostics.message import phrase
from jtsc.diagnostics.suggest import did_you_mean

__all__ = ["CODES", "Diagnostic", "Edit", "Fix", "Label", "Problems", "Severity", "did_you_mean", "phrase"]
