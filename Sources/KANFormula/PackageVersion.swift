/// The version of SwiftKAN: what `kan --version` prints, and what texts, pictures and model files say they were made by.
package let packageVersion = "0.2.0"
