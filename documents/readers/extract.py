"""What a reader hands back, and the limits it works under. Reads nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.records import Note

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a reader stops. Sizes in bytes, times in seconds; every limit that is hit raises an InputError.

    A file may take `seconds` and so much more for its size, because bombs are small and honest books are not.
    The zip figures follow Apache POI's guard: a ratio counts only for members larger than `zip_ratio_floor`.
    """

    file_bytes: int = 50 * MEGABYTE
    characters: int = 20_000_000
    pages: int = 5_000
    ocr_pages: int = 100
    xml_depth: int = 256
    html_depth: int = 256
    tag_attributes: int = 200
    tags: int = 500_000
    zip_entries: int = 2_000
    zip_total: int = 200 * MEGABYTE
    zip_ratio: int = 100
    zip_ratio_floor: int = 100 * 1024
    seconds: float = 10.0
    seconds_per_megabyte: float = 10.0
    most_seconds: float = 120.0
    ocr_seconds: float = 600.0
    memory_bytes: int = 768 * MEGABYTE
    ocr_memory_bytes: int = 6 * 1024 * MEGABYTE

    def seconds_for(self, size: int) -> float:
        """Wall-clock seconds that parsing a file of so many bytes may take."""
        return max(
            self.seconds, min(self.most_seconds, self.seconds + self.seconds_per_megabyte * size / MEGABYTE)
        )


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Extract:
    """A file's text in reading order, lines ended by \\n, without characters that a person cannot see.

    `title` and `meta` are what the file says of itself outside its text (front matter, a document's properties);
    `meta` uses the keys of `front_matter.KEYS`. `ocr` is True if any of the text was recognised from pictures.
    """

    text: str
    format: str
    notes: tuple[Note, ...] = ()
    ocr: bool = False
    title: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
