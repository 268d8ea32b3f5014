"""What the catcher keeps of a mail."""

from pathlib import Path

from tts_cli.engines.mail_store import MailStore

MIXED = b"""\
From: TTS <tts@example.com>\r
To: agent@example.com\r
Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r
Message-ID: <1@example.com>\r
Content-Type: multipart/alternative; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: base64\r
\r
R3LDvMOfZQ==\r
--b\r
Content-Type: text/html; charset=utf-8\r
\r
<p>Hi</p>\r
--b--\r
"""


def test_text_and_html_are_decoded(tmp_path: Path) -> None:
    mail = MailStore(tmp_path).add(["agent@example.com"], MIXED)
    assert (mail.subject, mail.text, mail.html.strip()) == ("Grüße", "Grüße", "<p>Hi</p>")


def test_a_charset_that_nobody_knows_hides_no_mail(tmp_path: Path) -> None:
    content = b"Content-Type: text/plain; charset=klingon\r\n\r\nplain enough"
    assert MailStore(tmp_path).add(["a@example.com"], content).text == "plain enough"


def test_a_mail_without_any_header_is_kept(tmp_path: Path) -> None:
    mail = MailStore(tmp_path).add(["a@example.com"], b"\r\njust text")
    assert (mail.sender, mail.subject, mail.text) == ("", "", "just text")


def test_the_oldest_mail_goes_when_the_folder_is_full(tmp_path: Path) -> None:
    store = MailStore(tmp_path, capacity=2)
    added = [store.add([f"{n}@example.com"], b"\r\n") for n in range(3)]
    assert store.all() == [added[2], added[1]]
    assert store.get(added[0].id) is None
    assert len(list(tmp_path.iterdir())) == 2
    assert MailStore(tmp_path, capacity=2).all() == store.all()
