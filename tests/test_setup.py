"""What hosts and newcomers read agrees: pyproject.toml, requirements.txt, the README's front matter, the Makefile."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests import generated


def test_requirements_equal_the_dependencies(root: Path) -> None:
    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    lines = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == wanted


def test_the_front_matter_suits_spaces(root: Path) -> None:
    front = re.match(r"---\n(.*?)\n---\n", (root / "README.md").read_text(encoding="utf-8"), re.S)
    assert front
    fields = dict(line.split(": ", 1) for line in front[1].splitlines())
    assert fields["sdk"] == "gradio"
    assert f"gradio=={fields['sdk_version']}" in (root / "requirements.txt").read_text(encoding="utf-8")
    assert fields["python_version"] == '"3.12.12"'
    assert fields["app_file"] == "app.py"
    assert (root / "app.py").exists()
    assert len(fields["short_description"]) <= 60


def test_torch_is_pinned_for_make_and_for_nobody_else(root: Path) -> None:
    assert "torch==2.13.0" in (root / "constraints.txt").read_text(encoding="utf-8")
    assert '"torch>=2.8"' in (root / "pyproject.toml").read_text(encoding="utf-8")


def test_every_package_is_installed(root: Path) -> None:
    listed = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    found = {".".join(path.parent.relative_to(root).parts) for path in (root / "tutor").rglob("__init__.py")}
    assert set(listed) == found


def test_made_parts_of_documents_are_up_to_date(root: Path) -> None:
    for path, text in generated.documents().items():
        assert path.read_text(encoding="utf-8") == text, f"{path} is out of date; run `make format`"


def test_links_in_documents_lead_somewhere(root: Path) -> None:
    for path in [root / "README.md", *(root / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", generated.BLOCK.sub("", path.read_text(encoding="utf-8"))):
            if not link.startswith("http"):
                assert (path.parent / link).exists(), f"{path.name} links to {link}"


def test_make_knows_every_target_the_readme_names(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?make ([a-z]+)", (root / "README.md").read_text(encoding="utf-8")))
    assert named
    for target in named - {"and"}:
        assert re.search(rf"^{target}:", makefile, re.M), target


@pytest.mark.parametrize("pattern", [r"/work/", r"/root/", r"issue \d", r"session \d", r"\bpypi\.\w+\.(com|net)\b"])
def test_the_project_speaks_of_itself_alone(root: Path, pattern: str) -> None:
    for path in root.rglob("*"):
        inside = path.relative_to(root).parts[0]
        if path.suffix in (".py", ".md", ".toml", ".txt", ".js", ".css") and not inside.startswith("."):
            if path.name in ("test_setup.py", "test_curriculum.py") or "egg-info" in str(path):
                continue
            assert not re.search(pattern, path.read_text(encoding="utf-8")), path
