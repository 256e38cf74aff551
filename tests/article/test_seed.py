"""Seeds are read whole or refused with a reason; nothing in between."""

import codecs
import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.article.seed import decode, read
from digest.model import DigestError


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_is_read_as_it_is(text: str) -> None:
    """decode(encode(text)) = text."""
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    assert decode("محادثات Doha".encode(encoding))[0] == "محادثات Doha"


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6"])
def test_old_arabic_encodings_are_recognised(encoding: str) -> None:
    text = "أعلنت الولايات المتحدة أنها بدأت بإجراء محادثات مباشرة مع قيادة الحركة في العاصمة القطرية الدوحة"
    assert decode(text.encode(encoding))[0] == text


def test_old_russian_encoding_is_recognised() -> None:
    text = "Переговоры между сторонами начались в столице Катара и продолжались два дня, сообщил представитель."
    assert decode(text.encode("windows-1251"))[0] == text


def test_a_plain_file_is_read_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"One.\r\n\r\nTwo.\n")
    assert read(path).text == "One.\r\n\r\nTwo.\n"


def _refused(path: Path) -> DigestError:
    with pytest.raises(DigestError) as caught:
        read(path)
    assert caught.value.mend
    assert str(path) in caught.value.where
    return caught.value


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"PK\x03\x04\x00\x00binary\x00", "binary"),
        (bytes(range(256)) * 20, "binary"),
        ("Die Gespräche über Frieden — sagte er".encode() + b"\xff broken", "line 1"),
        (b"caf\xc3\xa9 na\xc3\xafve\nfa\xc3", "line 2"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "seed.txt"
    path.write_bytes(data)
    assert what in _refused(path).what
    assert path.read_bytes() == data


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_a_byte_order_mark_does_not_make_binary_data_text(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "seed.txt"
    path.write_bytes(mark + "a\x00b".encode("utf-8" if mark == codecs.BOM_UTF8 else "utf-16-le"))
    assert "binary" in _refused(path).what


@pytest.mark.parametrize(
    "name", ["a\nb", "a\tb", "a\x1bb", "a\u202eb", "a\u00a0b", " a", "a ", b"a\xff".decode("utf-8", "surrogateescape")]
)
def test_a_name_that_a_page_cannot_carry_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("words")
    with pytest.raises(DigestError, match="name"):
        read(path)


@pytest.mark.parametrize("name", ["a b.txt", "كرزاي.txt", "a'b\"c.txt", "#1: x.txt", "-.txt"])
def test_a_name_with_marks_is_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("words")
    assert read(tmp_path / name).name == name


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "a folder" in _refused(tmp_path).what


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in _refused(tmp_path / "none.txt").what


def test_a_named_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert "a named pipe" in _refused(path).what


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "link"
    path.symlink_to("/etc/passwd")
    assert "a link" in _refused(path).what


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert "a socket" in _refused(tmp_path / "s").what


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "seed.txt"
    path.write_text("words")
    path.chmod(0)
    assert "cannot be read" in _refused(path).what


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that fails when it is read")
def test_a_file_that_fails_while_it_is_read_is_refused() -> None:
    """Also to root, who may open every file: reading this one fails."""
    assert "cannot be read" in _refused(Path("/proc/self/mem")).what
