/// The works to cite for the methods by which a formula was found, as BibTeX.
enum Bibliography {
  /// The key of the work on the least-squares method that this build uses.
  static let leastSquares: String = {
    #if GSL
      return "GSL"
    #else
      return "More1978"
    #endif
  }()

  static let text = """
    @misc{Liu2024KAN,
      author = {Liu, Ziming and Wang, Yixuan and Vaidya, Sachin and Ruehle, Fabian and Halverson, James and
                Solja{\\v{c}}i{\\'c}, Marin and Hou, Thomas Y. and Tegmark, Max},
      title = {{KAN}: {Kolmogorov--Arnold} Networks},
      year = {2024},
      eprint = {2404.19756},
      archivePrefix = {arXiv}
    }
    @misc{Liu2024KAN2,
      author = {Liu, Ziming and Ma, Pingchuan and Wang, Yixuan and Matusik, Wojciech and Tegmark, Max},
      title = {{KAN} 2.0: {Kolmogorov--Arnold} Networks Meet Science},
      year = {2024},
      eprint = {2408.10205},
      archivePrefix = {arXiv}
    }
    @article{Golub1973,
      author = {Golub, Gene H. and Pereyra, Victor},
      title = {The Differentiation of Pseudo-Inverses and Nonlinear Least Squares Problems Whose Variables Separate},
      journal = {SIAM Journal on Numerical Analysis},
      volume = {10},
      pages = {413--432},
      year = {1973}
    }
    @book{McCullagh1989,
      author = {McCullagh, Peter and Nelder, John A.},
      title = {Generalized Linear Models},
      edition = {2},
      publisher = {Chapman and Hall},
      year = {1989}
    }
    @book{GSL,
      author = {Galassi, Mark and others},
      title = {{GNU} Scientific Library Reference Manual},
      edition = {3},
      publisher = {Network Theory Ltd.},
      year = {2009}
    }
    @incollection{More1978,
      author = {Mor{\\'e}, Jorge J.},
      title = {The {Levenberg--Marquardt} Algorithm: Implementation and Theory},
      booktitle = {Numerical Analysis},
      series = {Lecture Notes in Mathematics},
      volume = {630},
      pages = {105--116},
      publisher = {Springer},
      year = {1978}
    }

    """
}
