# make demo   the main job: a table of collider events goes in, the transverse-mass law comes out
# make test   every test
# make lint   formatting, strictly        make format   formats in place

SOURCES := Sources SymbolLibrary Tests Examples Package.swift

.PHONY: demo test lint format setup clean

demo: setup
	swift build -c release --product kan
	.build/release/kan discover Examples/TransverseMass/events.csv --target mtw \
	  --inputs lep_pt,met,dphi_lep_met --out demo-output

# A debug build, so that tests see the inside, but optimised: the searches of the test suite are real work.
test: setup
	swift test -Xcc -O2 -Xswiftc -O

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

setup:
	@.ci/setup

clean:
	rm -rf .build demo-output Examples/*/.build
