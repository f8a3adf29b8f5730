// One import for programs that train networks, run them or print formulas, and look for no laws.
@_exported import KANData
@_exported import KANFormula
@_exported import KANInterchange
@_exported import KANModel
@_exported import KANTraining
@_exported import SymbolLibrary
