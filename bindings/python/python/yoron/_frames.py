"""Tables of posts, as the compiled half takes them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from typing import Any


def source(table: Any) -> Any:
    """An Arrow object as it is; records and columns in Python's own types as lines of JSON."""
    if isinstance(table, Mapping):
        names = list(table)
        table = [dict(zip(names, row)) for row in zip(*table.values())]
    if type(table).__module__.partition(".")[0] == "pandas":
        # a frame may hold anything and need not have pyarrow; NaN among texts and numbers alike becomes null
        lines = table.to_json(orient="records", lines=True, date_format="iso", force_ascii=False)
        return lines.encode("utf-8", "replace")
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return table
    if isinstance(table, (str, bytes)):
        raise TypeError("no table: read the file first, for instance with pandas.read_json(path, lines=True)")
    return "\n".join(json.dumps(record, ensure_ascii=False, default=str) for record in table).encode("utf-8", "replace")


def warn(rejects: list[tuple[int, str]]) -> None:
    """Says which records could not be read, the first three by name."""
    if rejects:
        shown = "; ".join(reason for _, reason in rejects[:3])
        more = f"; … and {len(rejects) - 3} more" if len(rejects) > 3 else ""
        warnings.warn(f"{len(rejects)} records could not be read: {shown}{more}", stacklevel=3)
