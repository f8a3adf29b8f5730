/// The registry of the stages of a search, in order.
enum SearchStages {
  /// A new stage is one file and one line here.
  static let all: [any SearchStage.Type] = [
    DimensionlessGroupsStage.self, SimpleFormsStage.self, NoisyFormsStage.self, CorrectionStage.self,
    SymmetriesStage.self, RecombinationStage.self, ExpressionsStage.self, ThoroughFormsStage.self,
    SimpleNetworksStage.self,
    NetworksStage.self,
    GrowthStage.self, RecognitionStage.self, ApproximationStage.self, ShorteningStage.self,
    ReferencesStage.self, LogOddsStage.self,
  ]
}
