# make demo   the main job: a table of collider events goes in, the transverse-mass law comes out
# make test   every test; ARGS="--filter KANFormulaTests" for some
# make bench  times kernels, steps, scaling and laws; make bench-peers the other KANs beside them
# make bench-recovery   lets the tool look for known laws and judges what it finds; ARGS="--classes srsd-easy"
# make bench-perceptrons  formulas of trained PyTorch networks, beside pykan and gplearn
# make bench-networks   laws of small KANs of other tools that are off by a percent
# make bench-accuracy   spline networks on functions with published errors; SECONDS_EACH=300 for longer
# make notebooks  makes the example notebooks anew and runs them
# make bench-formulas   SymPy and NumPy beside the formulas
# make fuzz   feeds the readers with what libFuzzer thinks of; MINUTES=60 for longer than ten seconds each
# make faults lets system calls fail, one after the other, and looks at what is left; POINTS=1000 for every one
# make mpi    trains on rows in parts by processes of MPI, in a build of its own with the trait MPI; skipped where there is none
# make soak   a thousand searches in one process
# make sanitize   tests under the sanitizers of addresses, undefined behaviour and threads
# make mutants    changes the sources a line at a time and asks whether a test notices; COUNT=10 for fewer
# make dist   the tool for others as an archive, static and stripped, with manual pages, completions and a list of what it is made of;
#             make reproducible compares two builds
# make pictures  draws the pictures of the README anew
# make docs   static pages of the documentation in docs-output/, without a warning
# make wheel  the package for Python, with the tool in it; into Python/dist
# make lint   formatting, strictly        make format   formats in place

SOURCES := Sources SymbolLibrary Tests Examples Benchmarks/Sources Package.swift

.PHONY: pictures wheel fuzz faults soak sanitize sanitize-addresses sanitize-files sanitize-readers sanitize-threads mutants dist reproducible bench bench-peers bench-formulas bench-recovery bench-perceptrons bench-networks bench-accuracy mpi demo docs notebooks test lint format setup clean

demo: setup
	swift build -c release --product kan
	.build/release/kan discover Examples/TransverseMass/events.csv --target mtw \
	  --inputs lep_pt,met,dphi_lep_met --out demo-output

# A debug build, so that tests see the inside, but optimised: the searches of the test suite are real work.
test: setup
	swift test -Xcc -O2 -Xswiftc -O $(ARGS)

# The runtime of libFuzzer is in the toolchains of swift.org for Linux.
fuzz: setup
	Tests/Fuzz/fuzz $(if $(MINUTES),$$(( 5 * $(MINUTES) )),10)
	python3 Tests/Fuzz/command_line.py $$(swift build -c release --product kan >&2; swift build -c release --show-bin-path)/kan $(if $(MINUTES),$$(( 5 * $(MINUTES) )),10)

faults: setup
	swift build -c release --product kan
	Tests/Faults/campaign.py .build/release/kan --points $(or $(POINTS),60)

# A release build beside the usual one.
mpi: setup
	.ci/mpi

soak: setup
	KAN_SOAK=$(or $(SEARCHES),1000) swift test -Xcc -O2 -Xswiftc -O --filter SoakTests

# The kernels' C files take the compiler minutes where they are both optimised and sanitized. What is undefined in C is trapped by Swift itself.
sanitize: setup sanitize-addresses sanitize-threads

# Of the suites that search on several threads, those that take minutes rather than an hour with the sanitizer.
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

# EFFICIENT_KAN=path adds a checkout of efficient-kan, which is on no package index.
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

# KAN_TEST_PYTHON names a Python with Jupyter, NumPy, SymPy and Matplotlib; python3 where left out.
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

# SWIFTKAN_PYTHON names the Python that builds; python3 where left out.
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
