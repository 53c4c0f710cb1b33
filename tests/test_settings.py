"""Settings are read from a mapping, so no test touches the real environment."""

from pathlib import Path

import pytest

from assistant.settings import Settings, default_library
from documents.errors import InputError


def test_without_variables_everything_stays_on_this_machine_and_no_model_is_used() -> None:
    settings = Settings.from_env({"HOME": "/home/a"})
    assert settings.host == "127.0.0.1"
    assert not settings.has_model
    assert settings.library == default_library({"HOME": "/home/a"})


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"HOME": "/h"}, "/h/.local/share/fazhi/library"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "/data"}, "/data/fazhi/library"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/fazhi/library"),
        ("win32", {"HOME": "/h", "LOCALAPPDATA": "/local"}, "/local/fazhi/library"),
    ],
)
def test_the_default_library_lies_in_the_users_data_folder(
    platform: str, environ: dict[str, str], expected: str
) -> None:
    assert default_library(environ, platform) == Path(expected)


def test_the_key_comes_from_a_file_and_never_shows_in_the_repr(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("canary-123\n", encoding="utf-8")
    settings = Settings.from_env(
        {
            "HOME": "/h",
            "FAZHI_LLM_KEY_FILE": str(file),
            "FAZHI_LLM_BASE_URL": "http://m.lan/v1/",
            "FAZHI_LLM_MODEL": "q",
        }
    )
    assert settings.llm_key == "canary-123"
    assert settings.llm_base_url == "http://m.lan/v1"
    assert settings.has_model
    assert "canary" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FAZHI_PORT", "0"),
        ("FAZHI_PORT", "八十"),
        ("FAZHI_PORT", "70000"),
        ("FAZHI_LLM_BASE_URL", "m.lan/v1"),
        ("FAZHI_LLM_TOTAL_SECONDS", "-1"),
        ("FAZHI_LLM_TOTAL_SECONDS", "nan"),
        ("FAZHI_LLM_CONNECT_SECONDS", "soon"),
        ("FAZHI_LLM_KEY_FILE", "/nowhere/at/all"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(InputError) as caught:
        Settings.from_env({"HOME": "/h", name: value})
    assert caught.value.code == "BAD_SETTING"
    assert name in str(caught.value)


@pytest.mark.parametrize(("value", "wanted"), [("", False), ("0", False), ("1", True)])
def test_restating_questions_is_off_until_it_is_switched_on(value: str, wanted: bool) -> None:
    assert Settings.from_env({"HOME": "/h", "FAZHI_LLM_REWRITE": value}).llm_rewrite is wanted


def test_a_switch_that_says_neither_on_nor_off_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        Settings.from_env({"HOME": "/h", "FAZHI_LLM_REWRITE": "yes"})
    assert caught.value.code == "BAD_SETTING"
