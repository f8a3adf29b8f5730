/// Adam on rows in parts: every rank has the vectors and changes them in the same way.
final class PartedAdam: AdamWork {
  private let objective: PartedObjective
  private let own: ObjectiveAdam<PartedObjective>
  private let draw: BatchDraw

  init(_ objective: PartedObjective, from state: AdamState, draw: BatchDraw) {
    (self.objective, self.draw) = (objective, draw)
    own = ObjectiveAdam(objective, from: state)
  }

  func step(_ step: AdamStep, batch: AdamBatch?) -> AdamOutcome {
    if let batch {
      let size = step.options.batchSize ?? objective.sampleCount
      draw.begin(epoch: batch.epoch)
      objective.draw(
        (draw, step: batch.places.lowerBound / size, of: (objective.sampleCount + size - 1) / size))
    } else {
      objective.draw(nil)
    }
    return own.step(step, batch: nil)
  }

  func undo() { own.undo() }
  var parameters: [Double] { own.parameters }
  var averagedParameters: [Double]? { own.averagedParameters }
  func write(into state: inout AdamState) { own.write(into: &state) }
}
