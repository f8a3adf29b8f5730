#if GSL
  import CGSL

  /// What has to be true of the GNU Scientific Library before it is called.
  enum GSL {
    /// Switches GSL's aborting error handler off; evaluated once for the process.
    private static let handlerIsOff: Bool = {
      gsl_set_error_handler_off()
      return true
    }()

    /// Must precede every call into GSL.
    static func prepare() { _ = handlerIsOff }

    /// GSL's status codes are an anonymous C enum; these are the ones that matter here.
    static let success = Int32(GSL_SUCCESS)
    static let badFunction = Int32(GSL_EBADFUNC)
    static let noProgress = Int32(GSL_ENOPROG)
    static let maximumIterations = Int32(GSL_EMAXITER)
  }

  extension FittingError {
    /// A failure in GSL's own words.
    static func library(_ code: Int32, in routine: String) -> FittingError {
      .library(code: code, message: String(cString: gsl_strerror(code)), routine: routine)
    }
  }
#endif
