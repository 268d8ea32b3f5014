"""The conformance suite's own upstreams."""

import gc
import threading
import warnings

import pytest

from tests.gateway.echo import Echo, listen

HOST = "127.0.0.1"


def test_a_port_that_is_taken_leaves_nothing_open() -> None:
    with listen(HOST, 0) as taken, listen(HOST, 0) as free:
        taken.listen()
        port, other = taken.getsockname()[1], free.getsockname()[1]
        free.close()
        threads = threading.active_count()
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            with pytest.raises(OSError, match="in use"):
                listen(HOST, port)
            with pytest.raises(OSError, match="in use"):
                Echo(HOST, {"auth": other, "ops": port})
            gc.collect()
    assert [str(warning.message) for warning in told] == []
    assert threading.active_count() == threads
