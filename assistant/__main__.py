"""The command line's outermost edge: prepares the process, runs a command, turns every error into one Chinese line.

Knows no command; they are in `assistant.cli`. Nothing heavy is imported here.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from documents.errors import FazhiError

# Set before any library that reads them is imported. Product promise 7: no byte leaves the machine.
OFFLINE = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "TOKENIZERS_PARALLELISM": "false",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code: 0 done, 1 the user's error, 2 usage, 3 damage, 130 interrupted."""
    for name, value in OFFLINE.items():
        os.environ.setdefault(name, value)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from .cli import run

    try:
        code = run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
        return code
    except FazhiError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("[INTERRUPTED] 已中断，已完成的部分保持不变。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # `fazhi library list | head`: the reader left; a second write at exit must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 the last boundary: a fault of ours goes to a file, never to the screen
        from .cli.faults import write_fault

        print(write_fault(error), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
