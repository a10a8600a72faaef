"""Who may import whom, read from the source with `ast`: the rule of docs/how-it-works.md."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LAYERS = [
    {"types", "errors", "settings"},
    {"language", "device"},
    {"curriculum"},
    {"classifier"},
    {"demos"},
    {"teaching"},
    {"dialogue"},
    {"tutor"},
    {"ui"},
    {"commands"},
    {"cli"},
]
"""From the bottom up; a module may import from its own layer's package and from those below."""

FOREIGN = {
    "gradio": {"ui", "app"},
    "torch": {"device", "classifier", "demos"},
    "spaces": {"app"},
    "gradio_client": {"evaluate"},
}


def sources() -> list[Path]:
    return [*sorted((ROOT / "tutor").rglob("*.py")), ROOT / "app.py"]


def place(path: Path) -> str:
    """The package or module right below `tutor` that the file belongs to."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "tutor" and len(parts) > 1 else parts[0]


def imports(path: Path) -> set[str]:
    """Every module that the file imports, at the top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "tutor"}
    return found


def layer(name: str) -> int:
    return next((level for level, members in enumerate(LAYERS) if name in members), len(LAYERS))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_from_below(path: Path) -> None:
    here = place(path)
    for module in imports(path):
        parts = module.split(".")
        if (
            parts[0] == "tutor"
            and len(parts) > 1
            and parts[1] != "__version__"
            and here not in ("__init__", "__main__")
        ):
            there = parts[1]
            assert there == here or layer(there) < layer(here), f"{path.name} must not import {module}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_foreign_packages_stay_where_they_belong(path: Path) -> None:
    names = {place(path), path.stem}
    for module in imports(path):
        allowed = FOREIGN.get(module.split(".")[0])
        assert allowed is None or names & allowed, f"{path.name} must not import {module}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_environment_is_read_in_settings_alone(path: Path) -> None:
    if path.stem != "settings":
        text = path.read_text(encoding="utf-8")
        assert "os.environ" not in text or path.name == "app.py", path
        assert "os.getenv" not in text, path


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def loaded_by(module: str) -> set[str]:
    """The packages that a fresh interpreter holds after importing `module`."""
    code = f"import {module}, sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_importing_the_package_loads_neither_gradio_nor_torch() -> None:
    assert not {"gradio", "torch"} & loaded_by("tutor")


def test_the_curriculum_loads_without_torch() -> None:
    assert not {"gradio", "torch"} & loaded_by("tutor.curriculum")


def test_the_command_line_starts_without_torch() -> None:
    assert not {"gradio", "torch"} & loaded_by("tutor.cli")
