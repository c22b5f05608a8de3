"""Every file is either sound or one sentence that says what is wrong with it."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import threading
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sonorant.audio import decoding, files
from sonorant.audio.files import Audio, NotWritten
from sonorant.speech.failures import UnusableInput

RATE = 16_000


def tone(seconds: float = 1.0, rate: int = RATE, pitch: float = 440.0) -> NDArray[np.float32]:
    return (0.5 * np.sin(2 * np.pi * pitch * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def wav_bytes(samples: NDArray[np.float32], rate: int = RATE, subtype: str = "PCM_16", kind: str = "WAV") -> bytes:
    held = io.BytesIO()
    soundfile.write(held, samples, rate, format=kind, subtype=subtype)
    return held.getvalue()


def saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def refusal(source: Path | io.BytesIO) -> str:
    """What the user reads; fails unless it is one plain sentence."""
    with pytest.raises(UnusableInput) as caught:
        files.read(source)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    assert "Error" not in message
    assert "0x" not in message
    return message


@pytest.mark.parametrize("channels", [1, 2])
def test_a_long_recording_is_held_once(tmp_path: Path, channels: int) -> None:
    loud = np.repeat(3 * tone(600.0)[:, None], channels, axis=1)
    path = saved(tmp_path / "a.wav", wav_bytes(loud, subtype="FLOAT"))
    tracemalloc.start()
    audio = files.read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert audio.samples.max() == 1
    assert peak < 1.5 * audio.samples.nbytes


LEFT_ONLY, AGAINST_EACH_OTHER = np.array([1, 0]), np.array([1, -1])


@pytest.mark.parametrize(("kind", "subtype"), [("WAV", "FLOAT"), ("FLAC", "PCM_16")])
@pytest.mark.parametrize("channels", [np.array([0.4]), LEFT_ONLY, AGAINST_EACH_OTHER, 3 * AGAINST_EACH_OTHER])
def test_a_long_recording_that_is_passed_through_is_what_is_read(
    tmp_path: Path, kind: str, subtype: str, channels: NDArray[np.float64]
) -> None:
    samples = np.repeat(tone(150.0, 8_000)[:, None], len(channels), axis=1) * channels
    path = saved(tmp_path / "a", wav_bytes(samples, 8_000, subtype, kind))
    looked, whole = files.look(path), files.read(path)

    assert isinstance(looked, files.Recording)
    assert (looked.rate, looked.seconds, looked.promised) == (whole.rate, whole.seconds, whole.promised)
    np.testing.assert_allclose(np.concatenate(list(looked.blocks())), whole.samples, atol=1e-6)
    assert np.array_equal(looked.samples, whole.samples)


def test_a_short_recording_is_held(tmp_path: Path) -> None:
    looked = files.look(saved(tmp_path / "a.wav", wav_bytes(tone())))
    assert not isinstance(looked, files.Recording)
    assert len(looked.samples) == RATE


def test_of_a_long_recording_that_breaks_off_it_is_known_before_it_is_passed_through(tmp_path: Path) -> None:
    content = wav_bytes(tone(200.0))
    looked = files.look(saved(tmp_path / "a.wav", content[: len(content) * 4 // 5]))
    assert looked.breaks_off == "The file breaks off after 160.0 of 200.0 seconds."


def test_a_long_recording_that_is_gone_when_it_is_needed_is_told(tmp_path: Path) -> None:
    looked = files.look(saved(tmp_path / "a.wav", wav_bytes(tone(150.0))))
    (tmp_path / "a.wav").unlink()
    with pytest.raises(UnusableInput, match="There is no file"):
        list(looked.blocks())


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW"])
@pytest.mark.parametrize("rate", [8_000, 44_100, 192_000])
def test_wav_of_any_sample_format_and_rate_is_read(tmp_path: Path, subtype: str, rate: int) -> None:
    audio = files.read(saved(tmp_path / "a.wav", wav_bytes(tone(rate=rate), rate, subtype)))

    assert audio.rate == rate
    assert audio.samples.dtype == np.float32
    assert np.abs(audio.samples - tone(rate=rate)).max() < 0.03


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [("FLAC", "PCM_16"), ("FLAC", "PCM_24"), ("OGG", "VORBIS"), ("OGG", "OPUS"), ("MP3", "MPEG_LAYER_III"),
     ("AIFF", "PCM_16"), ("AU", "PCM_16"), ("CAF", "PCM_16"), ("RF64", "PCM_16"), ("WAVEX", "PCM_24")],
)  # fmt: skip
def test_other_usual_formats_are_read(tmp_path: Path, kind: str, subtype: str) -> None:
    audio = files.read(saved(tmp_path / "a", wav_bytes(tone(3.0), subtype=subtype, kind=kind)))

    assert audio.seconds == pytest.approx(3.0, abs=0.1)
    assert np.sqrt(np.mean(audio.samples**2)) == pytest.approx(0.354, abs=0.05)  # Opus is far from exact


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    content = wav_bytes(tone(2.0), subtype="MPEG_LAYER_III", kind="MP3")

    for name in ("a", "a.wav", "a.raw", "a.txt"):
        assert files.read(saved(tmp_path / name, content)).seconds == pytest.approx(2.0, abs=0.1)


def test_a_long_mp3_is_read_in_one_piece(tmp_path: Path) -> None:
    content = wav_bytes(tone(40.0, 44_100), 44_100, "MPEG_LAYER_III", "MP3")
    whole, _ = soundfile.read(io.BytesIO(content), dtype="float32")

    assert np.array_equal(files.read(saved(tmp_path / "a.mp3", content)).samples, whole)


@pytest.mark.parametrize("channels", [2, 6, 32])
def test_channels_are_mixed_down(tmp_path: Path, channels: int) -> None:
    columns = np.stack([tone()] * channels, axis=1)

    assert files.read(saved(tmp_path / "a.wav", wav_bytes(columns))).samples == pytest.approx(tone(), abs=1e-3)


def test_channels_that_cancel_each_other_out_leave_the_loudest(tmp_path: Path) -> None:
    columns = np.stack([0.9 * tone(), -0.95 * tone()], axis=1)

    mixed = files.read(saved(tmp_path / "a.wav", wav_bytes(columns))).samples

    assert mixed == pytest.approx(-0.95 * tone(), abs=1e-3)


def test_speech_in_one_channel_only_is_kept(tmp_path: Path) -> None:
    columns = np.stack([np.zeros(RATE, np.float32), tone()], axis=1)

    assert np.abs(files.read(saved(tmp_path / "a.wav", wav_bytes(columns))).samples).max() == pytest.approx(0.25, 1e-2)


def test_samples_beyond_full_scale_are_scaled_down_together(tmp_path: Path) -> None:
    loud = files.read(saved(tmp_path / "a.wav", wav_bytes(8 * tone(), subtype="FLOAT"))).samples

    assert np.abs(loud).max() == 1.0
    assert loud == pytest.approx(2 * tone(), abs=1e-3)


def test_the_largest_numbers_are_scaled_down_too(tmp_path: Path) -> None:
    huge = (6.8e38 * tone().astype(np.float64)).astype(np.float32)
    columns = np.stack([huge, -huge], axis=1)

    assert np.abs(files.read(saved(tmp_path / "a.wav", wav_bytes(columns, subtype="FLOAT"))).samples).max() == 1.0


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_no_sound_are_refused(tmp_path: Path, value: float) -> None:
    samples = tone()
    samples[100] = value

    assert "no sound" in refusal(saved(tmp_path / "a.wav", wav_bytes(samples, subtype="FLOAT")))


@pytest.mark.parametrize("kept", [0.3, 0.501])
def test_a_cut_off_wav_is_read_as_far_as_it_goes(tmp_path: Path, kept: float) -> None:
    content = wav_bytes(tone())
    part = files.read(saved(tmp_path / "a.wav", content[: round(kept * len(content)) // 2 * 2 + 1]))

    assert part.seconds == pytest.approx(kept, abs=0.01)
    assert np.array_equal(part.samples, files.read(io.BytesIO(content)).samples[: len(part.samples)])


def test_a_wav_that_was_written_into_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    content = bytearray(wav_bytes(tone()))
    struct.pack_into("<I", content, 4, 0xFFFFFFFF)
    struct.pack_into("<I", content, 40, 0xFFFFFFFF)

    assert files.read(saved(tmp_path / "a.wav", bytes(content))).seconds == 1.0


def test_a_wav_of_which_only_the_header_is_there_holds_no_sound(tmp_path: Path) -> None:
    assert "holds no sound" in refusal(saved(tmp_path / "a.wav", wav_bytes(tone())[:44]))


def test_a_cut_off_flac_is_damaged(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 10 * RATE).astype(np.float32)
    content = wav_bytes(noise, kind="FLAC")

    assert "damaged" in refusal(saved(tmp_path / "half.flac", content[: len(content) // 2]))
    assert "damaged" in refusal(saved(tmp_path / "head.flac", content[:60]))


def test_a_missing_file_a_folder_and_an_empty_file_are_told_apart(tmp_path: Path) -> None:
    assert "no file “gone.wav”" in refusal(tmp_path / "gone.wav")
    assert "folder" in refusal(tmp_path)
    assert "is empty" in refusal(saved(tmp_path / "a.wav", b""))


@pytest.mark.skipif(os.name == "nt", reason="permissions of this kind are not known there")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path / "secret.wav", wav_bytes(tone()))
    path.chmod(0)
    # The administrator may read everything, so the question is asked by somebody else.
    code = (
        "import os, sys, pathlib\n"
        "from sonorant.audio import files\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try: files.read(pathlib.Path(sys.argv[1]))\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    for folder in (tmp_path, *list(tmp_path.parents)[:3]):
        if folder.stat().st_uid == os.getuid() and folder != Path("/tmp"):
            folder.chmod(0o755)

    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("UnusableInput “secret.wav” may not be read"), done.stdout + done.stderr


@pytest.mark.parametrize("suffix", ["wav", "mp3", "au", "flac", "raw", "ogg"])
@pytest.mark.parametrize(
    "content", [b"Dear diary, today I learnt to speak.\n" * 200, os.urandom(1000) + b"\0" * 9000, b"R"]
)
def test_what_is_no_recording_is_refused_whatever_its_name(
    tmp_path: Path, suffix: str, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    content = b"\x01" + content  # so that chance makes no signature

    assert "is not a sound recording" in refusal(saved(tmp_path / f"a.{suffix}", content))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("head", "word"),
    [(b"\0\0\0\x20ftypM4A ", "M4A"), (b"\x1aE\xdf\xa3" + bytes(8), "WebM"), (b"0&\xb2u\x8ef\xcf\x11", "WMA")],
)
def test_formats_of_phones_and_browsers_are_named(tmp_path: Path, head: bytes, word: str) -> None:
    message = refusal(saved(tmp_path / "a.m4a", head + bytes(1000)))

    assert word in message
    assert "convert it to" in message


@pytest.mark.parametrize("rate", [0, 1, 7_999, 400_000, 10**9, 2**32 - 1])
def test_an_absurd_sample_rate_is_refused(tmp_path: Path, rate: int) -> None:
    content = bytearray(wav_bytes(tone()))
    struct.pack_into("<I", content, 24, rate)

    refusal(saved(tmp_path / "a.wav", bytes(content)))


def test_a_file_that_breaks_off_says_how_long_it_should_have_been(tmp_path: Path) -> None:
    whole = wav_bytes(tone(2.0))
    assert files.read(saved(tmp_path / "whole.wav", whole)).promised is None

    half = files.read(saved(tmp_path / "half.wav", whole[: len(whole) // 2]))
    assert (round(half.seconds, 1), half.promised) == (1.0, 2.0)


@pytest.mark.parametrize("size", [0, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_stream_that_did_not_know_its_length_is_whole(tmp_path: Path, size: int) -> None:
    content = bytearray(wav_bytes(tone(1.0)))
    struct.pack_into("<I", content, 40, size)
    audio = files.read(saved(tmp_path / "a.wav", bytes(content)))
    assert audio.promised is None
    assert np.array_equal(audio.samples, files.read(io.BytesIO(wav_bytes(tone(1.0)))).samples)


def test_a_wav_of_no_sound_with_a_note_after_it_holds_none(tmp_path: Path) -> None:
    note = b"LIST\x0c\x00\x00\x00INFOISFT\x00\x00\x00\x00"
    assert "holds no sound" in refusal(saved(tmp_path / "a.wav", wav_bytes(tone(0.0)) + note))


@pytest.mark.parametrize("channels", [0, 33, 200, 1024, 5000, 65535])
def test_an_absurd_number_of_channels_is_refused(tmp_path: Path, channels: int) -> None:
    content = bytearray(wav_bytes(tone()))
    struct.pack_into("<H", content, 22, channels)

    refusal(saved(tmp_path / "a.wav", bytes(content)))


def test_more_than_two_hours_are_refused_before_they_are_read(tmp_path: Path) -> None:
    header = bytearray(wav_bytes(tone(0.001, 8_000), 8_000, "PCM_U8")[:44])
    size = 8_000 * (decoding.MAX_SECONDS + 1)
    struct.pack_into("<I", header, 4, size + 36)
    struct.pack_into("<I", header, 40, size)
    path = saved(tmp_path / "a.wav", bytes(header))
    with path.open("r+b") as file:
        file.truncate(44 + size)

    assert "longer than two hours" in refusal(path)


def test_names_in_any_script_and_of_any_kind_are_read(tmp_path: Path) -> None:
    assert files.read(saved(tmp_path / "Übung – 練習 №1.WAV", wav_bytes(tone()))).seconds == 1.0
    assert refusal(Path("\0"))
    assert refusal(tmp_path / ("x" * 300))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_named_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(wav_bytes(tone(5.0)),))
    writer.start()

    assert files.read(pipe).seconds == 5.0
    writer.join()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device there")
def test_a_device_that_never_ends_is_refused_at_once() -> None:
    assert "is not a sound recording" in refusal(Path("/dev/zero"))


@pytest.mark.parametrize(("content", "word"), [(b"", "is empty"), (b"text" * 99, "not a sound"), (b"RIFF", "damaged")])
def test_standard_input_is_read_from_a_pipe_and_named_in_what_is_wrong(content: bytes, word: str) -> None:
    code = (
        "import sys; from sonorant.audio import files\n"
        "try: print(files.read(sys.stdin.buffer).seconds)\n"
        "except files.UnusableInput as error: print(error)\n"
    )

    def answer(given: bytes) -> str:
        return subprocess.run(
            [sys.executable, "-c", code], input=given, capture_output=True, check=True
        ).stdout.decode()

    assert answer(content).startswith("The standard input ")
    assert word in answer(content)
    assert answer(wav_bytes(tone(2.0))) == "2.0\n"


def test_a_damaged_mp3_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    content = wav_bytes(tone(10.0), subtype="MPEG_LAYER_III", kind="MP3")

    assert 2 < files.read(saved(tmp_path / "half.mp3", content[: len(content) // 2])).seconds < 6
    assert refusal(saved(tmp_path / "bad.mp3", content[:4] + os.urandom(3000)))
    assert capfd.readouterr() == ("", "")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_damage_ever_makes_anything_but_sound_or_a_sentence(data: st.DataObject) -> None:
    kind, subtype = data.draw(
        st.sampled_from([("WAV", "PCM_16"), ("FLAC", "PCM_16"), ("OGG", "VORBIS"), ("AIFF", "FLOAT")])
    )
    content = bytearray(wav_bytes(tone(0.2), subtype=subtype, kind=kind))
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=8)):
        content[min(place, len(content) - 1)] = value
    try:
        audio = files.read(io.BytesIO(bytes(content[: data.draw(st.integers(0, len(content)))])))
    except UnusableInput:
        return
    assert np.isfinite(audio.samples).all()
    assert np.abs(audio.samples).max(initial=0) <= 1
    assert audio.rate in decoding.RATES


@pytest.mark.parametrize("write", [files.write_wav, files.write_flac])
def test_what_is_written_is_what_is_read(tmp_path: Path, write: object) -> None:
    assert callable(write)
    sixteen_bit = np.round(tone() * 32767).astype(np.float32) / 32768
    write(tmp_path / "a", Audio(sixteen_bit, RATE))

    assert np.array_equal(files.read(tmp_path / "a").samples, sixteen_bit)
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_flac_of_16_bit_sound_is_smaller_than_the_wav(tmp_path: Path) -> None:
    audio = Audio(np.round(tone(5.0) * 32767).astype(np.float32) / 32768, RATE)
    files.write_wav(tmp_path / "a.wav", audio)
    files.write_flac(tmp_path / "a.flac", audio)

    assert (tmp_path / "a.flac").stat().st_size < 0.7 * (tmp_path / "a.wav").stat().st_size


def test_writing_where_it_cannot_be_done_leaves_what_was_there(tmp_path: Path) -> None:
    audio = Audio(tone(), RATE)
    with pytest.raises(NotWritten, match=r"could not be written \(No such file or directory\)"):
        files.write_wav(tmp_path / "missing" / "a.wav", audio)

    (tmp_path / "a.wav").mkdir()
    with pytest.raises(NotWritten):
        files.write_wav(tmp_path / "a.wav", audio)
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]


@pytest.mark.parametrize("path", [".", "..", "/"])
def test_a_name_that_is_none_is_a_sentence(path: str) -> None:
    with pytest.raises(NotWritten, match=r"“.+” could not be written \(.+\)"):
        files.write_whole(Path(path), b"content")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device there")
def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getpid", lambda: 1)
    (tmp_path / ".a.wav.1.part").symlink_to("/dev/full")

    with pytest.raises(NotWritten, match="No space left"):
        files.write_wav(tmp_path / "a.wav", Audio(tone(), RATE))
    assert list(tmp_path.iterdir()) == []


def test_resampling_keeps_the_sound_and_drops_what_the_new_rate_cannot_hold() -> None:
    low, high = tone(rate=48_000), tone(rate=48_000, pitch=11_000)

    resampled = files.resample(Audio(low + high, 48_000), RATE)

    assert resampled.rate == RATE
    assert resampled.samples.dtype == np.float32
    assert resampled.samples[800:-800] == pytest.approx(tone()[800:-800], abs=1e-3)


@pytest.mark.parametrize("length", [0, 1, 2, 100])
@pytest.mark.parametrize("rate", [8_000, 44_100, 192_000])
def test_resampling_the_shortest_sounds_gives_their_share(length: int, rate: int) -> None:
    resampled = files.resample(Audio(np.ones(length, np.float32), rate), RATE)

    assert abs(len(resampled.samples) - length * RATE / rate) <= 1


def test_resampling_to_the_same_rate_costs_nothing() -> None:
    audio = Audio(tone(), RATE)

    assert files.resample(audio, RATE) is audio
