"""Runs the node's programs."""
import subprocess

from nova import exception


def run(*argv, check=True):
    """Returns the standard output; a failure becomes a nova exception with what the program said."""
    result = subprocess.run([str(word) for word in argv], capture_output=True, text=True, timeout=60, check=False)
    if check and result.returncode:
        raise exception.NovaException(f"{' '.join(map(str, argv))}: {result.stderr.strip()}")
    return result.stdout
