// One import for embedders: the rooms a user of the library meets.
@_exported import KANCore
@_exported import KANReport
@_exported import KANSearch
@_exported import KANSymbolic
@_exported import KANVerification
