"""What a worker's process does around its jobs."""

import logging

import dramatiq

from tasks.worker import WithoutPayload


def test_dramatiq_logs_a_message_s_id_and_not_what_it_carries() -> None:
    message: dramatiq.Message[None] = dramatiq.Message(
        queue_name="q", actor_name="a", args=("a secret",), kwargs={}, options={}, message_id="m1"
    )
    arguments = (dramatiq.MessageProxy(message), message, 7)
    record = logging.LogRecord("n", logging.ERROR, "p", 1, "%s, %s, %d", arguments, None)
    assert WithoutPayload().filter(record)
    assert record.getMessage() == "m1, m1, 7"
