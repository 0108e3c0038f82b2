"""Tables come into a case whole or not at all, and come out as readings whose every figure has its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from headcount.case.tables.importing import import_tables
from headcount.case.tables.mappings import Mapped, load_mapping
from headcount.case.tables.readings import readings_of
from headcount.errors import CaseError, InputError

SOURCES = "source_id,publisher,title,published,url,kind,lang,grade,checked\nS1,Agency,A count,2019-11-20,https://a.example/1,news,en,B,excerpt\n"
FIGURES = (
    "id,source_id,as_of,measure,quantifier,lo,hi,group,origin,place,status,quote\n"
    "F1,S1,2019-11,stock,about,11000,11000,fighters,all,SYR,detained,about 11 000\n"
    "F2,S1,2019-11,stock,exact,2000,2000,fighters,foreign,SYR,detained,\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "case"
    made.mkdir()
    return made


def table(tmp_path: Path, text: str, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_come_in_once_and_again_unchanged(tmp_path: Path, folder: Path) -> None:
    paths = [table(tmp_path, FIGURES, "f.csv"), table(tmp_path, SOURCES, "s.csv")]
    first = import_tables(folder, paths, Mapped())
    again = import_tables(folder, paths, Mapped())
    assert (first.new["figures"], first.new["sources"]) == (2, 1)
    assert (again.new["figures"], again.changed["figures"], again.same["figures"]) == (0, 0, 2)


def test_a_row_with_a_known_id_takes_its_place(tmp_path: Path, folder: Path) -> None:
    import_tables(folder, [table(tmp_path, SOURCES, "s.csv"), table(tmp_path, FIGURES, "f.csv")], Mapped())
    done = import_tables(folder, [table(tmp_path, FIGURES.replace("2000,2000", "2100,2100"), "g.csv")], Mapped())
    assert (done.new["figures"], done.changed["figures"], done.same["figures"]) == (0, 1, 1)


def test_one_wrong_cell_and_nothing_is_written(tmp_path: Path, folder: Path) -> None:
    done = import_tables(
        folder,
        [table(tmp_path, SOURCES, "s.csv"), table(tmp_path, FIGURES.replace("foreign", "Atlantis"), "f.csv")],
        Mapped(),
    )
    (error,) = done.errors
    assert "f.csv, line 3, column 'origin'" in error
    assert "Atlantis" in error
    assert list(folder.iterdir()) == []


def test_a_dry_run_checks_and_writes_nothing(tmp_path: Path, folder: Path) -> None:
    paths = [table(tmp_path, SOURCES, "s.csv"), table(tmp_path, FIGURES, "f.csv")]
    done = import_tables(folder, paths, Mapped(), dry_run=True)
    assert done.new["figures"] == 2
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("about,11000,11000", "more_than,11000,11000", "quantifier"),
        ("about,11000,11000", "range,11000,2000", "lo"),
        ("about,11000,11000", "about,,", "lo"),
        ("stock,about,11000,11000", "share,about,42,42", "hi"),
        ("2019-11,stock,about", "2019-13,stock,about", "as_of"),
        ("about 11 000", "one two three four five six seven eight nine", "quote"),
        ("F1,S1", "F1,S9", "source_id"),
        ("F1,S1", "F2,S1", "id"),
        ("F1,S1", "bad id,S1", "id"),
    ],
)
def test_what_contradicts_itself_is_refused_by_column(
    tmp_path: Path, folder: Path, old: str, new: str, column: str
) -> None:
    assert old in FIGURES
    paths = [table(tmp_path, SOURCES, "s.csv"), table(tmp_path, FIGURES.replace(old, new), "f.csv")]
    done = import_tables(folder, paths, Mapped())
    assert done.error_count >= 1
    assert any(f"column '{column}'" in error for error in done.errors)


def test_rows_without_ids_get_the_same_id_each_time(tmp_path: Path, folder: Path) -> None:
    text = "publisher,url,lo,hi,status\nAgency,https://a.example/1,5,5,returned\n"
    import_tables(folder, [table(tmp_path, text)], Mapped())
    (once,) = readings_of(folder)
    done = import_tables(folder, [table(tmp_path, text)], Mapped())
    assert done.same["figures"] == 1
    assert readings_of(folder) == (once,)


def test_a_mapping_renames_columns_codes_and_persons_and_turns_per_cent_into_fractions(
    tmp_path: Path, folder: Path
) -> None:
    mapping = load_mapping(
        table(
            tmp_path,
            'shares = "percent"\ndrop = ["author"]\n[columns]\nseen = "checked"\n[values.holder]\nSDF = "sdf"\n'
            '[roles]\n"Jane Doe" = "a lawyer"\n',
            "map.toml",
        )
    )
    text = (
        "publisher,url,measure,lo,hi,status,holder,seen,author,original_source\n"
        "Agency,https://a.example/1,share,65,65,returned,SDF,excerpt,Jane Doe,Jane Doe (office)\n"
    )
    done = import_tables(folder, [table(tmp_path, text)], mapping)
    assert done.errors == []
    (reading,) = readings_of(folder)
    (figure,) = reading.figures
    assert (figure.lo, figure.holder) == (0.65, "sdf")
    assert figure.source is not None
    assert figure.source.text == "a lawyer (office)"
    assert "Jane" not in "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())


def test_a_mapping_may_write_columns_as_the_table_does(tmp_path: Path, folder: Path) -> None:
    mapping = load_mapping(table(tmp_path, 'drop = ["Anmerkung"]\n[columns]\n"Wie gesehen" = "checked"\n', "map.toml"))
    text = "Publisher,URL,lo,hi,status,Wie gesehen,Anmerkung\nP,https://a.example,1,1,born,excerpt,x\n"
    done = import_tables(folder, [table(tmp_path, text)], mapping)
    assert (done.errors, done.new["figures"]) == ([], 1)


@pytest.mark.parametrize(
    ("ends", "told"),
    [("100,", "hi is empty: fill it, or write 'at_least'"), (",100", "lo is empty: fill it, or write 'at_most'")],
)
def test_an_open_end_without_a_hedge_is_told_which_to_write(tmp_path: Path, folder: Path, ends: str, told: str) -> None:
    text = f"publisher,url,lo,hi,status\nP,https://a.example,{ends},detained\n"
    (error,) = import_tables(folder, [table(tmp_path, text)], Mapped()).errors
    assert told in error


def test_an_end_that_is_no_number_is_told_once(tmp_path: Path, folder: Path) -> None:
    text = "publisher,url,lo,hi,status\nP,https://a.example,abc,7,detained\n"
    (error,) = import_tables(folder, [table(tmp_path, text)], Mapped()).errors
    assert "'abc' is no number" in error


def test_a_list_of_persons_is_refused(tmp_path: Path, folder: Path) -> None:
    text = "first_name,surname,publisher,url,lo,hi,status\nA,B,P,https://a.example,1,1,detained\n"
    with pytest.raises(InputError, match="never persons"):
        import_tables(folder, [table(tmp_path, text)], Mapped())
    names = ["Ada Berg", "Bo Celan", "Cy Dahl", "Di Eden", "Ed Falk", "Fay Gold"]
    rows = "".join(f"P,https://a.example,1,1,detained,{name}\n" for name in names)
    with pytest.raises(InputError, match="lists persons"):
        import_tables(folder, [table(tmp_path, "publisher,url,lo,hi,status,note\n" + rows)], Mapped())


def test_unknown_columns_and_tables_are_refused_with_what_to_do(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(InputError, match="those of no table"):
        import_tables(folder, [table(tmp_path, "a,b\n1,2\n")], Mapped())
    text = "publisher,url,lo,hi,status,dob\nP,https://a.example,1,1,born,x\n"
    with pytest.raises(InputError, match="'dob' may describe persons"):
        import_tables(folder, [table(tmp_path, text)], Mapped())
    with pytest.raises(InputError, match="unknown column 'colour'"):
        import_tables(
            folder, [table(tmp_path, "publisher,url,lo,hi,status,colour\nP,https://a.example,1,1,born,x\n")], Mapped()
        )


def test_a_figure_of_the_record_stands_on_its_line_and_carries_its_date(tmp_path: Path, folder: Path) -> None:
    import_tables(folder, [table(tmp_path, SOURCES, "s.csv"), table(tmp_path, FIGURES, "f.csv")], Mapped())
    (reading,) = readings_of(folder)
    document = reading.document
    assert (document.kind, document.url, document.grade) == ("record", "https://a.example/1", "B")
    for figure in reading.figures:
        assert document.text[figure.start : figure.end] == figure.text
        assert document.text[slice(*figure.sentence)].startswith(f"{figure.id}: ")
    first = reading.figures[0]
    assert first.text == "11,000"
    assert first.as_of is not None
    assert (first.as_of.start, first.as_of.end, first.as_of.basis) == ("2019-11-01", "2019-11-30", "stated")


def test_a_figure_without_a_date_is_dated_by_its_page_and_says_so(tmp_path: Path, folder: Path) -> None:
    import_tables(
        folder,
        [table(tmp_path, SOURCES, "s.csv"), table(tmp_path, FIGURES.replace("F1,S1,2019-11", "F1,S1,"), "f.csv")],
        Mapped(),
    )
    (reading,) = readings_of(folder)
    dated = reading.figures[0].as_of
    assert dated is not None
    assert (dated.start, dated.basis) == ("2019-11-20", "assumed")


def test_positions_come_with_actor_stage_and_their_line(tmp_path: Path, folder: Path) -> None:
    text = "source_id,actor,action,stage,target,count,date\nS1,RUS+KAZ,repatriate,done,children,200+,2019-02\n"
    import_tables(folder, [table(tmp_path, SOURCES, "s.csv"), table(tmp_path, text, "p.csv")], Mapped())
    (reading,) = readings_of(folder)
    (position,) = reading.positions
    assert (position.actor, position.action, position.stage, position.as_of) == (
        ("RUS", "KAZ"),
        "repatriate",
        "done",
        "2019-02",
    )
    assert "at least 200" in position.text.replace("more than or equal", "at least")


def test_a_case_whose_table_names_a_missing_source_says_so(folder: Path) -> None:
    (folder / "figures.csv").write_text("id,source_id,lo,hi,status\nF1,S1,1,1,born\n", encoding="utf-8")
    with pytest.raises(CaseError, match=r"'S1', which sources\.csv lacks"):
        readings_of(folder)
