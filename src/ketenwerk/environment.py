"""What differs between installations, read once from the environment and refused when it cannot be right."""

import re
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
SCANNER = re.compile(r"unix:/.+|(\[[0-9a-fA-F:]+\]|[^/:\s]+):\d{1,5}")  # where clamd listens
DEMO_SECRET = "for-the-demo-and-the-tests-only"  # noqa: S105 - production refuses it


class Environment(BaseSettings):
    """Every variable is `KETENWERK_…`, except the two addresses of databases.

    Raises `pydantic.ValidationError`, which names the variable and the reason.
    """

    model_config = SettingsConfigDict(env_prefix="KETENWERK_", populate_by_name=True)

    mode: Literal["production", "demo", "test"] = "production"
    demo_sign_in: bool | None = None
    country: str = "nl"
    countries_dir: Path = ROOT / "countries"
    data_dir: Path = ROOT / "var"
    secret_key: str = ""
    key_file: Path | None = None
    hosts: list[str] = Field(default_factory=list)
    behind_https: bool = True
    clamav: str = ""
    file_mib: int = Field(default=25, ge=1, le=100)
    files_a_report: int = Field(default=10, ge=0)
    files_mib_a_report: int = Field(default=100, ge=1)
    busy_from: int = Field(default=50, ge=0, le=100)
    leave_to: str = "https://www.knmi.nl/nederland-nu/weer"
    oidc_name: str = ""
    oidc_server: str = ""
    oidc_client: str = ""
    oidc_secret: str = ""
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    keys_database_url: str = Field(default="", validation_alias="KEYS_DATABASE_URL")

    @model_validator(mode="after")
    def production_is_strict(self) -> Self:
        """Nothing made for trying out may reach people's real data."""
        if self.mode != "production":
            return self
        if self.demo_sign_in:
            raise ValueError("KETENWERK_DEMO_SIGN_IN lets anyone in; production refuses it.")
        if len(self.secret_key) < 50 or self.secret_key == DEMO_SECRET:  # noqa: PLR2004
            raise ValueError("KETENWERK_SECRET_KEY must be set to at least 50 random characters.")
        if not self.hosts:
            raise ValueError(
                "KETENWERK_HOSTS must name the addresses this installation answers to."
            )
        return self

    @model_validator(mode="after")
    def databases_come_in_pairs(self) -> Self:
        """Sealed text and the keys that open it never share a database."""
        if self.database_url and not self.keys_database_url:
            raise ValueError("KEYS_DATABASE_URL must be set beside DATABASE_URL.")
        if self.database_url and self.database_url == self.keys_database_url:
            raise ValueError("KEYS_DATABASE_URL must be another database than DATABASE_URL.")
        return self

    @model_validator(mode="after")
    def the_scanner_has_an_address(self) -> Self:
        if self.clamav and not SCANNER.fullmatch(self.clamav):
            raise ValueError(
                "KETENWERK_CLAMAV must be unix:/path/of/clamd.ctl, or host:port, or empty."
            )
        return self

    @property
    def trying_out(self) -> bool:
        return self.mode != "production"

    @property
    def key_path(self) -> Path:
        return self.key_file or self.data_dir / "keys" / "root.key"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'ketenwerk.sqlite3'}"

    @property
    def keys_database(self) -> str:
        return self.keys_database_url or f"sqlite:///{self.data_dir / 'keys' / 'grants.sqlite3'}"
