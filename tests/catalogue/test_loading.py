"""Catalogue files: what is read, and every rule whose breach is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.catalogue import load
from kg.errors import CatalogueError
from kg.model import Dataset, Work

GOOD = """\
# a comment
[[work]]
key = "deng-2009-imagenet"
title = "ImageNet: a database"
authors = ["Jia Deng"]
year = 2009

[[dataset]]
id = "imagenet-1k"
name = "ImageNet-1k"
aliases = ["ImageNet"]
is_family = false
works = ["deng-2009-imagenet"]
instances = 1281167
"""


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_read(tmp_path: Path) -> None:
    catalogue = load(folder(tmp_path, vision=GOOD))
    assert catalogue.datasets == {
        "imagenet-1k": Dataset(
            "imagenet-1k",
            "ImageNet-1k",
            aliases=("ImageNet",),
            works=("deng-2009-imagenet",),
            instances=1281167,
            field="vision",
        )
    }
    work = Work("deng-2009-imagenet", "ImageNet: a database", ("Jia Deng",), 2009)
    assert catalogue.works == {"deng-2009-imagenet": work}
    assert catalogue.by_work == {"deng-2009-imagenet": ("imagenet-1k",)}


def test_a_later_folder_wins(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = folder(tmp_path / "a", x='[[dataset]]\nid = "foo"\nname = "Foo"\n[[dataset]]\nid = "bar"\nname = "Bar"\n')
    second = folder(tmp_path / "b", y='[[dataset]]\nid = "foo"\nname = "Foo anew"\n')
    assert [d.name for d in load(first, second).datasets.values()] == ["Foo anew", "Bar"]


DATASET = '[[dataset]]\nid = "foo"\nname = "Foo"\n'
WORK = '[[work]]\nkey = "foo"\ntitle = "Foo"\n'

REFUSED = [
    ("no TOML", "[[dataset]\n", 1, "is not valid TOML"),
    ("an unknown table", '\n[other]\nx = "y"\n', 2, "unknown table 'other'"),
    ("no end", f'{DATASET}description = """x\n', 5, "is not valid TOML"),
    ("a table alone", '\n[dataset]\nid = "foo"\n', 2, r"in another way than \[\[dataset\]\]"),
    ("tables in a row", 'work = [{key = "foo"}]\n', 1, r"in another way than \[\[work\]\]"),
    ("a header in a text", f'{DATASET}description = """\n[[dataset]]\n"""\n', 1, "in another way than"),
    ("an id with a space", '[[dataset]]\nid = "My Set"\nname = "My Set"\n', 1, "'My Set' is no id"),
    ("an unknown key", f'\n\n{DATASET}nickname = "F"\n', 3, "unknown key 'nickname'"),
    ("an unknown key of a work", f'{WORK}pages = "1"\n', 1, "unknown key 'pages'"),
    ("field comes from the file's name", f'{DATASET}field = "x"\n', 1, "unknown key 'field'"),
    ("no id", '[[dataset]]\nname = "Foo"\n', 1, "lacks 'id'"),
    ("no name", f'{DATASET}[[dataset]]\nid = "bar"\n', 4, "lacks 'name'"),
    ("an empty name", '[[dataset]]\nid = "bar"\nname = ""\n', 1, "lacks 'name'"),
    ("no key", '[[work]]\ntitle = "Foo"\n', 1, "lacks 'key'"),
    ("no title", f'{DATASET}[[work]]\nkey = "foo"\n', 4, "lacks 'title'"),
    ("an unknown kind", f'{DATASET}kind = "model"\n', 1, "unknown kind 'model'"),
    ("a list that is a text", f'{DATASET}aliases = "F"\n', 1, "'aliases' must be a list of strings"),
    ("a list of numbers", f"{DATASET}cues = [1]\n", 1, "'cues' must be a list of strings"),
    ("authors in one text", f'{WORK}authors = "A and B"\n', 1, "'authors' must be a list of strings"),
    ("a number that is a text", f'{DATASET}instances = "60,000"\n', 1, "'instances' must be a int"),
    ("a number that is a truth", f"{DATASET}classes = true\n", 1, "'classes' must be a int"),
    ("a year that is a text", f'{WORK}year = "2009"\n', 1, "'year' must be a int"),
    ("a truth that is a number", f"{DATASET}is_family = 1\n", 1, "'is_family' must be a bool"),
    ("a text that is a number", f"{DATASET}url = 1\n", 1, "'url' must be a str"),
    ("an id twice", DATASET + DATASET, 4, "dataset foo stands already in x.toml:1"),
    ("a key twice", WORK + WORK, 4, "work foo stands already in x.toml:1"),
]


@pytest.mark.parametrize(("text", "line", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(tmp_path: Path, text: str, line: int | None, message: str) -> None:
    with pytest.raises(CatalogueError, match=message) as raised:
        load(folder(tmp_path, x=text))
    assert raised.value.path == str(tmp_path / "x.toml")
    assert raised.value.line == line


def test_an_id_in_two_files_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"stands already in a\.toml:1") as raised:
        load(folder(tmp_path, a=DATASET, b="\n" + DATASET))
    assert (raised.value.path, raised.value.line) == (str(tmp_path / "b.toml"), 2)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="holds no catalogue file"):
        load(tmp_path)
