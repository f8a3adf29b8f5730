/// The version of SwiftKAN, which `kan --version` prints and which texts, pictures and model files record.
package let packageVersion = "0.2.0"
