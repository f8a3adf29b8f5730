import SwiftKAN

extension Discover {
  /// The classes of the target and what is searched to tell them apart; `nil` for targets that are no label of several classes.
  ///
  /// Text says so by itself; whole numbers are classes with `--task label`.
  func contrasts(_ samples: TrainingTable.Samples) throws -> ClassContrasts? {
    let classes =
      samples.targetsAreClasses
      ? samples.data
      : search.task == .label ? samples.data.splittingClasses(upTo: ClassContrasts.classLimit) : nil
    guard let classes else {
      if reference != nil {
        throw Failure(
          "--reference names one of several classes, and \(data.target.names.joined(separator: ", ")) is no label of more than two; "
            + "leave it out, or add --task label where whole numbers stand for classes")
      }
      return nil
    }
    let contrasts = try ClassContrasts(classes, reference: reference)
    guard contrasts.classes.count > 1 else {
      throw Failure("all rows of \(data.target.names[0]) have one class, \(contrasts.reference)")
    }
    return contrasts
  }

  /// The rows of the test table with a target a class.
  func testRows(_ contrasts: ClassContrasts, like samples: TrainingTable.Samples) throws -> Dataset? {
    let rows = try test.dataset(like: samples.data, data.reading)
    return samples.targetsAreClasses ? rows : try rows?.splittingClasses(contrasts.classes)
  }
}
