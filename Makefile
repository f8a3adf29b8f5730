# make demo   the main job: a table of collider events goes in, the transverse-mass law comes out
# make test   every test; ARGS="--filter KANFormulaTests" for some
# make bench  times kernels, steps, scaling and laws; make bench-peers the other KANs beside them
# make bench-recovery   lets the tool look for known laws and judges what it finds; ARGS="--classes srsd-easy"
# make bench-accuracy   spline networks on functions with published errors; SECONDS_EACH=300 for longer
# make notebooks  makes the example notebooks anew and runs them
# make bench-formulas   SymPy and NumPy beside the formulas
# make lint   formatting, strictly        make format   formats in place

SOURCES := Sources SymbolLibrary Tests Examples Benchmarks/Sources Benchmarks/Package.swift Package.swift

.PHONY: bench bench-peers bench-formulas bench-recovery bench-accuracy demo notebooks test lint format setup clean

demo: setup
	swift build -c release --product kan
	.build/release/kan discover Examples/TransverseMass/events.csv --target mtw \
	  --inputs lep_pt,met,dphi_lep_met --out demo-output

# A debug build, so that tests see the inside, but optimised: the searches of the test suite are real work.
test: setup
	swift test -Xcc -O2 -Xswiftc -O $(ARGS)

bench: setup
	swift build --package-path Benchmarks -c release
	cd Benchmarks && .build/release/kan-benchmarks all

# EFFICIENT_KAN=path adds a checkout of efficient-kan, which is on no package index.
bench-peers: setup
	swift build --package-path Benchmarks -c release
	cd Benchmarks && python3 -m venv .venv && .venv/bin/pip install --quiet -r peers/requirements.txt
	cd Benchmarks && .venv/bin/python -W ignore peers/compare.py .build/release/kan-benchmarks \
	  --threads $(or $(THREADS),1) $(if $(EFFICIENT_KAN),--efficient-kan $(EFFICIENT_KAN))

bench-recovery: setup
	swift build -c release --product kan
	cd Benchmarks/Recovery && python3 -m venv .venv && .venv/bin/pip install --quiet -r requirements.txt
	cd Benchmarks/Recovery && .venv/bin/python -W ignore run.py $(ARGS)

bench-accuracy: setup
	swift build --package-path Benchmarks -c release --product kan-accuracy
	cd Benchmarks/Recovery && python3 -m venv .venv && .venv/bin/pip install --quiet -r requirements.txt
	cd Benchmarks/Recovery && .venv/bin/python run.py --tables ../Accuracy/rows --classes kan-special,kan-toy
	cd Benchmarks && .build/release/kan-accuracy Accuracy --seconds $(or $(SECONDS_EACH),120)

# KAN_TEST_PYTHON names a Python with Jupyter, NumPy, SymPy and Matplotlib; python3 where left out.
notebooks: setup
	swift build -c release --product kan
	notebooks-export/regenerate .build/release/kan

bench-formulas: setup
	swift build --package-path Benchmarks -c release --product formula-benchmarks
	cd Benchmarks && python3 -m venv .venv && .venv/bin/pip install --quiet numpy sympy
	cd Benchmarks && .venv/bin/python Formulas/compare_sympy.py .build/release/formula-benchmarks
	cd Benchmarks && .venv/bin/python Formulas/compare_numpy.py .build/release/formula-benchmarks

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

setup:
	@.ci/setup

clean:
	rm -rf .build demo-output Examples/*/.build
