#if GSL
  import CGSL

  /// Preparation of the GNU Scientific Library before its first call.
  enum GSL {
    /// Switches off GSL's error handler, which aborts; evaluated once per process.
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
    /// A failure with GSL's own message.
    static func library(_ code: Int32, in routine: String) -> FittingError {
      .library(code: code, message: String(cString: gsl_strerror(code)), routine: routine)
    }
  }
#endif
