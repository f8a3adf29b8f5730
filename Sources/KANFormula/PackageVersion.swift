/// The version of SwiftKAN: what `kan --version` prints, and what texts, pictures and model files say they were made by.
public let packageVersion = "0.1.0"
