"""The command ``sonorant assess``: a recording in, its report out."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from sonorant import assets
from sonorant.audio.files import Audio, read
from sonorant.cli.progress import ProgressBar
from sonorant.cli.summary import summary_text
from sonorant.engines.base import Assessor
from sonorant.practice import samples
from sonorant.sessions.export import csv_text, html_page, textgrid_text
from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment, PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig, GradingSystem, Granularity
from sonorant.speech.failures import SonorantError, UnusableInput
from sonorant.speech.views import present

_GRANULARITIES = {
    "phoneme": Granularity.PHONEME,
    "syllable": Granularity.SYLLABLE,
    "word": Granularity.WORD,
    "fulltext": Granularity.FULL_TEXT,
}


def run(chosen: argparse.Namespace) -> int:
    """Judge one recording and write its report."""
    config = AssessmentConfig(
        reference_text=_text(chosen),
        grading_system=GradingSystem.FIVE_POINT if chosen.grading == "five" else GradingSystem.HUNDRED_MARK,
        granularity=_GRANULARITIES[chosen.granularity],
        enable_miscue=chosen.miscue,
        phoneme_alphabet=PhonemeAlphabet.SAPI if chosen.alphabet == "sapi" else PhonemeAlphabet.IPA,
        nbest_phoneme_count=chosen.nbest,
        enable_prosody=True,
        locale=chosen.locale,
    )
    audio = _audio(chosen.recording)
    assessor = _assessor(chosen.engine)
    with ProgressBar(sys.stderr) as bar:
        assessment = assessor.assess(audio, config, bar.show)
    report = _report(chosen.format, present(assessment, config), audio, _title(chosen.recording), config)
    if chosen.out is None:
        # Bytes, so that no platform turns line ends into something else.
        sys.stdout.flush()
        sys.stdout.buffer.write(report.encode("utf-8"))
        sys.stdout.flush()
    else:
        _write(chosen.out, report.encode("utf-8"))
    return 0


def _assessor(engine: str) -> Assessor:
    """The engine that was asked for; loaded only now, as unusable input is told without waiting for it."""
    if engine == "azure":
        from sonorant.cli.azure import assessor  # noqa: PLC0415

        return assessor()
    from sonorant.engines.embedded import EmbeddedAssessor  # noqa: PLC0415

    return EmbeddedAssessor()


def _write(path: Path, content: bytes) -> None:
    """Write a file as a whole or, whatever happens, not at all."""
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe, such as /dev/stdout, takes what it is given and cannot be replaced.
            path.write_bytes(content)
            return
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as part:
            try:
                part.write(content)
                part.close()
                os.chmod(part.name, _usual_mode())
                os.replace(part.name, path)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise SonorantError(f"“{path}” cannot be written ({reason}): choose another place with --out.") from failure


def _usual_mode() -> int:
    """The rights that a new file has here; a temporary one is for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _text(chosen: argparse.Namespace) -> str:
    if chosen.text_file is not None:
        return _read_text(chosen.text_file)
    if chosen.text is None and chosen.engine == "azure":
        return ""
    if chosen.text is None:
        raise UnusableInput("There is no text to judge by: give what is said with --text or --text-file.")
    try:
        # As bytes again: in the C locale Python has not read them as UTF-8.
        return os.fsencode(chosen.text).decode("utf-8")
    except UnicodeDecodeError:
        raise UnusableInput("The text is not UTF-8: give it in a file with --text-file.") from None


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except UnicodeDecodeError:
        raise UnusableInput(f"“{path.name}” is not a text in UTF-8: save it as UTF-8.") from None
    except (OSError, ValueError) as failure:
        reason = (failure.strerror if isinstance(failure, OSError) else None) or str(failure)
        raise UnusableInput(
            f"The text “{path.name}” cannot be read ({reason}): check the name and the folder."
        ) from None


def _audio(recording: str) -> Audio:
    if recording != "-":
        return read(Path(recording))
    if sys.stdin is None or sys.stdin.isatty():
        raise UnusableInput("Nothing comes in on standard input: pipe a recording into it or give a file.")
    return read(sys.stdin.buffer)


def _title(recording: str) -> str:
    """The name of a file, and for a bundled sample the title that says that its voice is synthetic."""
    if recording == "-":
        return "Recording"
    path = Path(recording)
    for sample in samples.load(assets.path("samples")):
        if sample.audio == path.resolve():
            return sample.title
    return path.stem


def _report(form: str, shown: Assessment, audio: Audio, title: str, config: AssessmentConfig) -> str:
    scale = 5.0 if config.grading_system is GradingSystem.FIVE_POINT else 100.0
    if form == "json":
        return json.dumps(azure_json.to_json(shown), ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        return csv_text(shown)
    if form == "textgrid":
        return textgrid_text(shown, audio.seconds)
    if form == "html":
        return html_page(shown, audio, title, scale)
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return summary_text(shown, audio.seconds, title, scale, coloured=coloured)
