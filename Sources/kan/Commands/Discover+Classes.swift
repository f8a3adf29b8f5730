import SwiftKAN

extension Discover {
  /// The classes of the target and the searches that separate them; `nil` if the target is not a label of several classes.
  ///
  /// Text always means classes; integers do with `--task label`.
  func contrasts(_ samples: TrainingTable.Samples) throws -> ClassContrasts? {
    let classes =
      samples.targetsAreClasses
      ? samples.data
      : search.task == .label ? samples.data.splittingClasses(upTo: ClassContrasts.classLimit) : nil
    guard let classes else {
      if reference != nil {
        throw Failure(
          "--reference names one of several classes, but \(data.target.names.joined(separator: ", ")) is not a label with more than two; "
            + "leave it out, or add --task label if whole numbers stand for classes")
      }
      return nil
    }
    let contrasts = try ClassContrasts(classes, reference: reference)
    guard contrasts.classes.count > 1 else {
      throw Failure("all rows of \(data.target.names[0]) belong to one class, \(contrasts.reference)")
    }
    return contrasts
  }

  /// The rows of the test table, with one target per class.
  func testRows(_ contrasts: ClassContrasts, like samples: TrainingTable.Samples) throws -> Dataset? {
    let rows = try test.dataset(like: samples.data, data.reading)
    return samples.targetsAreClasses ? rows : try rows?.splittingClasses(contrasts.classes)
  }
}
