# make demo   finds the transverse-mass law in a table of collider events
# make test   runs all tests, or some with ARGS="--filter KANFormulaTests"
# make bench  times kernels, training steps, scaling and laws; make bench-peers compares with other KANs
# make bench-recovery   runs the search on tables of known laws and checks the results; ARGS="--classes srsd-easy"
# make bench-perceptrons  formulas of trained PyTorch networks, compared with pykan and gplearn
# make bench-networks   laws of small KANs from other tools, with errors of about one percent
# make bench-accuracy   spline networks on functions with published errors; longer with SECONDS_EACH=300
# make notebooks  regenerates and runs the example notebooks
# make bench-formulas   compares simplification with SymPy and evaluation with NumPy
# make fuzz   tests every reader with libFuzzer for ten seconds each, or longer with MINUTES=60
# make faults makes system calls fail, one at a time, and checks the resulting files; POINTS=1000 for all of them
# make mpi    tests training on rows in parts by MPI processes, in a separate build with the trait MPI; skipped if MPI is missing
# make soak   runs a thousand searches in one process
# make sanitize   runs tests with the address, undefined-behaviour and thread sanitizers
# make mutants    changes the sources one line at a time and checks whether a test fails; fewer with COUNT=10
# make dist   builds the release archive: the tool, static and stripped, with manual pages, completions and a list of components;
#             make reproducible compares two builds
# make pictures  redraws the pictures of the README
# make docs   builds the documentation as static pages in docs-output/; a warning is an error
# make wheel  builds the Python package, which contains the tool, in Python/dist
# make lint   checks the formatting strictly        make format   formats in place

SOURCES := Sources SymbolLibrary Tests Examples Benchmarks/Sources Package.swift

.PHONY: pictures wheel fuzz faults soak sanitize sanitize-addresses sanitize-files sanitize-readers sanitize-threads mutants dist reproducible bench bench-peers bench-formulas bench-recovery bench-perceptrons bench-networks bench-accuracy mpi demo docs notebooks test lint format setup clean

# A quick release build: targets are compiled side by side, for size and without debug information. The tool runs about as fast as after a plain
# release build.
QUICK := --use-integrated-swift-driver -Xswiftc -Osize -Xswiftc -gnone -Xswiftc -emit-module-separately-wmo -Xswiftc -disable-cmo

demo: setup
	swift build -c release --product kan $(QUICK)
	.build/release/kan discover Examples/TransverseMass/events.csv --target mtw \
	  --inputs lep_pt,met,dphi_lep_met --out demo-output

# A debug build, so that tests can access internals, but optimised, since the searches of the test suite take time.
test: setup
	swift test -Xcc -O2 -Xswiftc -O $(ARGS)

# swift.org's toolchains for Linux contain the libFuzzer runtime.
fuzz: setup
	Tests/Fuzz/fuzz $(if $(MINUTES),$$(( 5 * $(MINUTES) )),10)
	python3 Tests/Fuzz/command_line.py $$(swift build -c release --product kan >&2; swift build -c release --show-bin-path)/kan $(if $(MINUTES),$$(( 5 * $(MINUTES) )),10)

faults: setup
	swift build -c release --product kan
	Tests/Faults/campaign.py .build/release/kan --points $(or $(POINTS),60)

# A release build in a separate folder.
mpi: setup
	.ci/mpi

soak: setup
	KAN_SOAK=$(or $(SEARCHES),1000) swift test -Xcc -O2 -Xswiftc -O --filter SoakTests

# The kernels' C files take minutes to compile if they are both optimised and sanitized. Swift itself traps what is undefined behaviour in C.
sanitize: setup sanitize-addresses sanitize-threads

# The suites that search on several threads, without those that take an hour with the sanitizer.
SEARCHES = LawSearch|SearchCheckpoint|SearchContext|LabelDiscovery|ClassDiscovery|InputElimination|LogOddsSelection|OuterFunctions|Surrogate
sanitize-threads: setup
	TSAN_OPTIONS="halt_on_error=1 suppressions=$(CURDIR)/.ci/threads.suppressions" .ci/sanitized .build-thread 'KANDataTests KANTrainingTests KANDeviceTests KANSymbolicTests KANSearchTests' \
	  'KANTrainingTests|KANDeviceTests.PassTests|KANDataTests|KANSymbolicTests.WorkBudgetTests|KANSearchTests.($(SEARCHES))Tests|SumSearchTests/hasTheSameBits' \
	  --sanitize=thread -Xcc -O0 -Xswiftc -O

sanitize-addresses sanitize-files sanitize-readers: setup
	ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1 .ci/sanitized .build-address '$(SANITIZED)' '' \
	  --sanitize=address -Xcc -fsanitize=undefined -Xcc -O0 -Xswiftc -O

sanitize-addresses: SANITIZED = KANFuzzTests KANFilesTests KANDataTests KANInterchangeTests KANFormulaTests KANModelTests KANTrainingTests
sanitize-files: SANITIZED = KANFuzzTests KANFilesTests KANDataTests KANInterchangeTests
# Part of .ci/run.
sanitize-readers: SANITIZED = KANFuzzTests

mutants: setup
	Tests/Mutants/mutants.py --count $(or $(COUNT),100)

dist: setup
	rm -rf dist
	.ci/dist dist

reproducible: setup
	.ci/reproducible

bench: setup
	swift build -c release --product kan-benchmarks
	cd Benchmarks && ../.build/release/kan-benchmarks all

# EFFICIENT_KAN=path adds a checkout of efficient-kan, which is not on a package index.
bench-peers: setup
	swift build -c release --product kan-benchmarks
	cd Benchmarks && python3 -m venv .venv && .venv/bin/pip install --quiet -r peers/requirements.txt
	cd Benchmarks && .venv/bin/python -W ignore peers/compare.py ../.build/release/kan-benchmarks \
	  --threads $(or $(THREADS),1) $(if $(EFFICIENT_KAN),--efficient-kan $(EFFICIENT_KAN))

bench-recovery: setup
	swift build -c release --product kan
	cd Benchmarks/Recovery && python3 -m venv .venv && .venv/bin/pip install --quiet -r requirements.txt
	cd Benchmarks/Recovery && .venv/bin/python -W ignore run.py $(ARGS)

bench-perceptrons: wheel
	cd Benchmarks/Perceptrons && python3 -m venv .venv && \
	  .venv/bin/pip install --quiet -r requirements.txt ../../Python/dist/swiftkan-*.whl
	cd Benchmarks/Perceptrons && .venv/bin/python run.py $(ARGS) && .venv/bin/python -W ignore certify.py

bench-networks: setup
	swift build -c release --product kan
	cd Benchmarks/Networks && python3 -m venv .venv && .venv/bin/pip install --quiet -r requirements.txt
	cd Benchmarks/Networks && .venv/bin/python run.py ../../.build/release/kan $(ARGS)

bench-accuracy: setup
	swift build -c release --product kan-accuracy
	cd Benchmarks/Recovery && python3 -m venv .venv && .venv/bin/pip install --quiet -r requirements.txt
	cd Benchmarks/Recovery && .venv/bin/python run.py --tables ../Accuracy/rows --classes kan-special,kan-toy
	cd Benchmarks && ../.build/release/kan-accuracy Accuracy --seconds $(or $(SECONDS_EACH),120)

# KAN_TEST_PYTHON names a Python with Jupyter, NumPy, SymPy and Matplotlib; the default is python3.
notebooks: setup
	swift build -c release --product kan
	notebooks-export/regenerate .build/release/kan

bench-formulas: setup
	swift build -c release --product formula-benchmarks
	cd Benchmarks && python3 -m venv .venv && .venv/bin/pip install --quiet numpy sympy
	cd Benchmarks && .venv/bin/python Formulas/compare_sympy.py ../.build/release/formula-benchmarks
	cd Benchmarks && .venv/bin/python Formulas/compare_numpy.py ../.build/release/formula-benchmarks

pictures: demo
	.build/release/kan plot demo-output/network.kan -o Docs/Images/network.svg

docs: setup
	.ci/docs docs-output

# SWIFTKAN_PYTHON names the Python for the build; the default is python3.
wheel: setup
	Python/build-wheel

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

setup:
	@.ci/setup

clean:
	rm -rf .build Python/dist demo-output docs-output Examples/*/.build
