"""Where records of this user live."""

import os
from pathlib import Path

import platformdirs

DATA_FOLDER_VARIABLE = "JTS_DATA_DIR"


def data_folder() -> Path:
    """Return the folder for this user's records: `JTS_DATA_DIR`, else the system's own place for them."""
    chosen = os.environ.get(DATA_FOLDER_VARIABLE)
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("jts"))
