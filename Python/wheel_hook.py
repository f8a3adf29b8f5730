"""Puts the tool `kan` into the wheel and names the machine that it runs on. `make wheel` calls it."""

import os
import platform
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ToolHook(BuildHookInterface):
    """The tool comes from the environment variable SWIFTKAN_WHEEL_TOOL: linked statically, stripped."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # An editable install takes the tool from the PATH or from SWIFTKAN_TOOL.
        if version == "editable":
            return
        tool = os.environ.get("SWIFTKAN_WHEEL_TOOL")
        if not tool or not Path(tool).is_file():
            raise RuntimeError(
                "SWIFTKAN_WHEEL_TOOL names no file; build the wheel with `make wheel`, which links the tool first"
            )
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag()}"
        build_data["shared_scripts"][tool] = "kan"


def platform_tag() -> str:
    """The platform in the words of wheels: on Linux the C library that the tool was linked with."""
    system, machine = platform.system(), platform.machine()
    if system == "Linux":
        library, release = platform.libc_ver()
        if library != "glibc":
            raise RuntimeError(f"a wheel needs glibc; this system has {library or 'another C library'}")
        major, minor = release.split(".")[:2]
        return f"manylinux_{major}_{minor}_{machine}"
    if system == "Darwin":
        # The deployment target of Package.swift.
        return f"macosx_15_0_{machine}"
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")
