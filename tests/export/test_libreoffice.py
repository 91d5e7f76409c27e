"""LibreOffice opens what we write, with the types right; where it is not installed, nothing is tested."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from services.export.workbook import Column, Kind, Sheet, workbook

OFFICE = shutil.which("soffice")
COLUMNS = [
    Column("Время", Kind.MOMENT),
    Column("Имя"),
    Column("Сумма", Kind.NUMBER),
    Column("Длительность", Kind.DURATION),
    Column("Лид", Kind.LINK),
]
ROW = [datetime(2026, 3, 2, 21, 30, tzinfo=UTC), "=1+1", 1095, 95, "https://portal.example/crm/lead/details/7/"]


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here")
def test_libreoffice_reads_moments_numbers_and_words(tmp_path: Path) -> None:
    (tmp_path / "leads.xlsx").write_bytes(workbook([Sheet("Лиды", COLUMNS, [ROW])], ZoneInfo("Europe/Moscow")))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = [str(OFFICE), profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), "leads.xlsx"]
    subprocess.run(convert, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    told = (tmp_path / "leads.fods").read_text("utf-8")
    table = told[told.index('<table:table table:name="Лиды"') :]
    kinds = re.findall(r'office:value-type="(\w+)"', table)
    assert kinds == [*["string"] * 5, "date", "string", "float", "time", "string"]
    assert 'office:date-value="2026-03-03T00:30:00"' in table
    assert 'office:value="1095"' in table
    assert 'office:time-value="PT00H01M35S"' in table
    assert "<text:p>1:35</text:p>" in table
    assert "<text:p>=1+1</text:p>" in table
    assert "table:formula" not in table
    assert 'xlink:href="https://portal.example/crm/lead/details/7/"' in table
