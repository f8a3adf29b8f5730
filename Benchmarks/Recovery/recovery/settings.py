"""The settings of a benchmark run; stored with its answers, so that a run can only be continued with the same settings."""

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

    # Seconds after which the tool is asked to stop; its counted work takes about a tenth of this on an idle core.
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
        """Writes the settings to `folder`; refuses a folder with other settings."""
        path = pathlib.Path(folder, "settings.json")
        if path.exists() and self.load(folder) != self.comparable():
            raise SystemExit(f"{folder} contains answers for other settings (settings.json); choose another --out")
        path.write_text(json.dumps(dataclasses.asdict(self), indent=1) + "\n")

    def comparable(self):
        """Everything that answers depend on, without the path of the tool and the number of threads."""
        fields = json.loads(json.dumps(dataclasses.asdict(self)))
        return {key: value for key, value in fields.items() if key not in ("tool", "threads")}

    @classmethod
    def load(cls, folder):
        fields = json.loads(pathlib.Path(folder, "settings.json").read_text())
        return {key: value for key, value in fields.items() if key not in ("tool", "threads")}
