/// The version of SwiftKAN, as `kan --version` prints it and reports record it.
public let packageVersion = "0.1.0"
