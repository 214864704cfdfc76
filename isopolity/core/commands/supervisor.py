# SPDX-License-Identifier: EUPL-1.2
"""Runs the server's processes together: all of them, or none."""

import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from types import FrameType

GRACE = 20.0  # seconds that a process gets to end by itself


@dataclass
class Supervisor:
    """Starts the named commands; INT or TERM, or the end of any of them, ends all.

    ``greeting`` is printed once ``health`` answers.
    """

    commands: dict[str, list[str]]
    environment: dict[str, str]
    health: str
    greeting: str
    children: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    told: int = 0

    def run(self) -> int:
        """0 after INT or TERM; else the exit code of the process that ended by itself (1 when that was 0)."""
        before = {number: signal.signal(number, self._tell) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            for name, command in self.commands.items():
                # A session of its own: the terminal's Ctrl-C reaches the supervisor only, which ends all in order.
                self.children[name] = subprocess.Popen(command, env=self.environment, start_new_session=True)
            return self._watch()
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _tell(self, number: int, _frame: FrameType | None) -> None:
        self.told = number

    def _watch(self) -> int:
        greeted = False
        while not self.told:
            for name, child in self.children.items():
                code = child.poll()
                if code is not None:
                    print(f"The {name} process ended by itself with code {code}; stopping.", flush=True)
                    return (code if code > 0 else 128 - code) or 1
            if not greeted and self._answers():
                greeted = True
                print(self.greeting, flush=True)
            time.sleep(0.2)
        print("Stopping …", flush=True)
        return 0

    def _answers(self) -> bool:
        request = urllib.request.Request(self.health, headers={"Host": "localhost"})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=2):  # noqa: S310
                return True
        except urllib.error.HTTPError:
            return True  # it answers: a production site refuses the host name of this probe
        except OSError:
            return False

    def _end(self) -> None:
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._kill_session(child)

    @staticmethod
    def _kill_session(child: "subprocess.Popen[bytes]") -> None:
        import os

        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
