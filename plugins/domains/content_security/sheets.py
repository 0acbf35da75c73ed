"""The other side of :mod:`.xlsx`: python-calamine reads a workbook where it can neither fill the memory nor hang a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO

MOST_CELLS = 1_000_000


def make() -> Callable[[bytes], bytes]:
    """Return what gives the cells of a workbook as ``[sheet, row, column, text]``, rows and columns from 1."""
    from python_calamine import CalamineWorkbook

    def answer(workbook: bytes) -> bytes:
        book = CalamineWorkbook.from_filelike(BytesIO(workbook))
        cells = []
        for index, name in enumerate(book.sheet_names):
            sheet = book.get_sheet_by_index(index)
            top, left = sheet.start or (0, 0)
            for row, values in enumerate(sheet.to_python(), top + 1):
                for column, value in enumerate(values, left + 1):
                    text = shown(value)
                    if text:
                        cells.append((name, row, column, text))
                if len(cells) > MOST_CELLS:
                    return json.dumps({"most": MOST_CELLS}).encode()
        return json.dumps({"cells": cells}).encode()

    return answer


def shown(value: str | float | bool | datetime | date | time | timedelta) -> str:
    """Return the text of a cell. calamine gives every number as a float, so that 7 comes as 7.0."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value).replace("\r\n", "\n")
