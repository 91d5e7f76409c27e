"""A network without wires: connections between protocols of one virtual loop."""

import asyncio
import os
import socket
from collections import deque
from collections.abc import Callable
from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any

from tests.virtual.process import PROCESS, hold, release

if TYPE_CHECKING:
    from tests.virtual.loop import VirtualLoop

Address = tuple[str, int]
FIRST_PORT = 20_000
LEAST = 1e-7  # seconds between two pieces of data: what was written first arrives first


class Network:
    """Who listens where. `delay` draws the seconds that a piece of data travels."""

    def __init__(self, loop: "VirtualLoop") -> None:
        self.delay: Callable[[], float] = lambda: 0.0
        self._loop = loop
        self._listening: dict[Address, Listener] = {}
        self._dialled: dict[int, Address] = {}
        self._next_port = FIRST_PORT

    def listen(self, factory: Any, host: str, port: int) -> "Listener":
        if not port:
            self._next_port += 1
            port = self._next_port
        address = (host, port)
        if address in self._listening:
            raise OSError(98, "Address already in use")
        listener = self._listening[address] = Listener(self, factory, address)
        hold(listener, listener.close)
        return listener

    def close(self, listener: "Listener") -> None:
        if self._listening.get(listener.address) is listener:
            del self._listening[listener.address]

    async def dial(self, sock: Any, address: Address) -> None:
        """The first half of a connection over a socket that the caller made."""
        await self._reach(address)
        self._dialled[sock.fileno()] = address

    async def connect(self, factory: Any, host: str | None, port: int | None, sock: Any) -> tuple["Wire", Any]:
        """A connection; raises OSError where nobody listens."""
        if sock is not None:
            address = self._dialled.pop(sock.fileno())
            sock.close()
        else:
            address = (str(host), int(port or 0))
            await self._reach(address)
        listener = self._listening.get(address)
        if listener is None:
            raise _refused(address)
        here, there = Wire(self._loop, copy_context()), Wire(self._loop, listener.context)
        here.other, there.other = there, here
        there.info = {"peername": ("127.0.0.1", 1), "sockname": address}
        listener.context.copy().run(there.open, listener.factory)
        protocol = here.open(factory)
        return here, protocol

    async def _reach(self, address: Address) -> None:
        await asyncio.sleep(self.delay())
        if address not in self._listening:
            raise _refused(address)


class Listener(asyncio.AbstractServer):
    """What `create_server` returns."""

    def __init__(self, network: Network, factory: Any, address: Address) -> None:
        self.address, self.factory, self.context = address, factory, copy_context()
        self._network = network

    @property
    def sockets(self) -> list["Listener"]:
        return [self]

    def getsockname(self) -> Address:
        return self.address

    def close(self) -> None:
        self._network.close(self)

    async def wait_closed(self) -> None:
        return


class Wire(asyncio.Transport):
    """One end of a connection. What is written arrives at the other end in order."""

    other: "Wire"
    info: dict[str, Any]

    def __init__(self, loop: "VirtualLoop", context: Context) -> None:
        super().__init__()
        self.info = {}
        self._loop, self._context, self._process = loop, context, context.get(PROCESS)
        self._protocol: Any = None
        self._closing = self._lost = self._paused = False
        self._unread: deque[bytes | None] = deque()
        self._arrives = 0.0  # when the last thing written arrives
        self._ears: tuple[int, int] | None = None

    def open(self, factory: Any) -> Any:
        """Meet the protocol."""
        self._protocol = factory()
        if self._process is not None:
            self._process.held[self] = self.tear
        self._protocol.connection_made(self)
        return self._protocol

    def write(self, data: Any) -> None:
        if data and not self._closing:
            self._send(bytes(data))

    def writelines(self, list_of_data: Any) -> None:
        self.write(b"".join(list_of_data))

    def can_write_eof(self) -> bool:
        return False

    def close(self) -> None:
        """What was written arrives before the end does."""
        if not self._closing:
            self._closing = True
            self._send(None)
            self._loop.call_soon(self._lose, None, context=self._context)

    def abort(self) -> None:
        """The connection breaks at both ends."""
        if not self._lost:
            self._closing = True
            self._loop.call_soon(self._lose, None, context=self._context)
            other = self.other
            self._loop.call_soon(other._lose, ConnectionResetError(104, "reset by peer"), context=other._context)

    def tear(self) -> None:
        """The process of this end is gone: the kernel tells the other end."""
        self._closing = self._lost = True
        self._deafen()
        other = self.other
        self._loop.call_soon(other._lose, ConnectionResetError(104, "reset by peer"), context=other._context)

    def _send(self, data: bytes | None) -> None:
        other = self.other
        self._arrives = max(self._arrives + LEAST, self._loop.time() + self._loop.network.delay())
        self._loop.call_at(self._arrives, other._arrive, data, context=other._context)

    def _arrive(self, data: bytes | None) -> None:
        if self._paused:
            self._unread.append(data)
        elif not self._closing:
            self._take(data)

    def _take(self, data: bytes | None) -> None:
        if data is not None:
            self._protocol.data_received(data)
            return
        if not self._protocol.eof_received():
            self.close()
        self._hear()

    def _lose(self, error: Exception | None) -> None:
        if self._lost:
            return
        self._closing = self._lost = True
        release(self, self._process)
        self._hear()
        self._protocol.connection_lost(error)

    def is_closing(self) -> bool:
        return self._closing

    def pause_reading(self) -> None:
        self._paused = True

    def resume_reading(self) -> None:
        self._paused = False
        while self._unread and not self._paused and not self._closing:
            self._take(self._unread.popleft())

    def is_reading(self) -> bool:
        return not self._paused

    def get_protocol(self) -> Any:
        return self._protocol

    def set_protocol(self, protocol: Any) -> None:
        self._protocol = protocol

    def get_write_buffer_size(self) -> int:
        return 0

    def set_write_buffer_limits(self, *_limits: Any, **_more: Any) -> None:
        return

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self if name == "socket" and "sockname" not in self.info else self.info.get(name, default)

    # The little of a socket that clients look at.

    family = socket.AF_UNIX  # no options of TCP

    def fileno(self) -> int:
        """A file that can be read from once the connection has ended: pooled connections are asked so."""
        if self._ears is None:
            self._ears = os.pipe()
            if self._closing:
                self._hear()
        return self._ears[0]

    def setsockopt(self, *_option: Any) -> None:
        return

    def getsockname(self) -> str:
        return ""

    getpeername = getsockname

    def _hear(self) -> None:
        if self._ears is not None:
            os.write(self._ears[1], b"-")

    def _deafen(self) -> None:
        if self._ears is not None:
            os.close(self._ears[0])
            os.close(self._ears[1])
            self._ears = None

    def __del__(self) -> None:
        self._deafen()


def _refused(address: Address) -> OSError:
    return ConnectionRefusedError(111, f"nobody listens at {address}")
