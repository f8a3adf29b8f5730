import KANFormula
import Synchronization

extension Symbol {
  /// The compiled function and derivative, compiled once per process.
  package var compiled: CompiledSymbol {
    if let known = Symbol.cache.withLock({ $0[expression] }) { return known }
    let result: CompiledSymbol
    do {
      result = try CompiledSymbol(self)
    } catch {
      preconditionFailure("the symbol '\(name)' is not a function of x: \(error)")
    }
    Symbol.cache.withLock { $0[expression] = result }
    return result
  }

  private static let cache = Mutex<[Expression: CompiledSymbol]>([:])
}
