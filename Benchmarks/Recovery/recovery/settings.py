"""What a run of the benchmark does; written beside its answers, so that a run is only ever continued as it began."""

import dataclasses
import json
import pathlib


@dataclasses.dataclass(frozen=True)
class Settings:
    tool: str
    seed: int = 1
    seeds: int = 1
    effort: str = "normal"
    noise: float = 0.0
    irrelevant: int = 0
    units: bool = False
    without: tuple = ()
    threads: int = 1
    rows: int | None = None

    # Seconds after which the tool is told to stop: it counts its work, which takes about a tenth of them on a free core.
    LIMITS = {"low": 60, "normal": 300, "high": 3000}
    GRACE = 30

    @property
    def limit(self):
        return self.LIMITS[self.effort] * self.seeds + self.GRACE

    @property
    def label(self):
        parts = [self.effort, f"seed{self.seed}"]
        parts += [f"seeds{self.seeds}"] if self.seeds > 1 else []
        parts += [f"noise{self.noise:g}"] if self.noise else []
        parts += [f"irrelevant{self.irrelevant}"] if self.irrelevant else []
        parts += ["units"] if self.units else []
        parts += [f"without-{name}" for name in self.without]
        return "-".join(parts)

    def save(self, folder):
        """Notes the settings in `folder`; refuses a folder of other settings."""
        path = pathlib.Path(folder, "settings.json")
        if path.exists() and self.load(folder) != self.comparable():
            raise SystemExit(f"{folder} holds answers of other settings (settings.json); choose another --out")
        path.write_text(json.dumps(dataclasses.asdict(self), indent=1) + "\n")

    def comparable(self):
        """All that answers depend on: the place of the tool and the number of threads are not part of it."""
        fields = json.loads(json.dumps(dataclasses.asdict(self)))
        return {key: value for key, value in fields.items() if key not in ("tool", "threads")}

    @classmethod
    def load(cls, folder):
        fields = json.loads(pathlib.Path(folder, "settings.json").read_text())
        return {key: value for key, value in fields.items() if key not in ("tool", "threads")}
