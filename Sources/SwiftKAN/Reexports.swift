// One import for embedders: the rooms a user of the library meets.
@_exported import KANData
@_exported import KANFormula
@_exported import KANInterchange
@_exported import KANModel
@_exported import KANReport
@_exported import KANSearch
@_exported import KANSymbolic
@_exported import KANTraining
@_exported import KANVerification
@_exported import SymbolLibrary
