"""The command ``sonorant assess``: a recording in, its report out."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sonorant import assets
from sonorant.audio.files import Audio, look, read, write_whole
from sonorant.cli import output
from sonorant.cli.progress import ProgressBar
from sonorant.cli.summary import summary_text
from sonorant.practice import samples
from sonorant.sessions.exports.saving import Form, export
from sonorant.speech.assessment import Assessment, PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig, GradingSystem, Granularity
from sonorant.speech.failures import Progress, UnusableInput
from sonorant.speech.scores import mark
from sonorant.speech.views import present

_GRANULARITIES = {
    "phoneme": Granularity.PHONEME,
    "syllable": Granularity.SYLLABLE,
    "word": Granularity.WORD,
    "fulltext": Granularity.FULL_TEXT,
}
_OUTPUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Names of standard output."""
_FORMS = {"json": Form.JSON, "csv": Form.CSV, "textgrid": Form.TEXTGRID, "html": Form.HTML}


def run(chosen: argparse.Namespace) -> int:
    """Judge one recording and write its report."""
    _check_place(chosen)
    config = AssessmentConfig(
        reference_text=_text(chosen),
        grading_system=GradingSystem.FIVE_POINT if chosen.grading == "five" else GradingSystem.HUNDRED_MARK,
        granularity=_GRANULARITIES[chosen.granularity],
        enable_miscue=chosen.miscue,
        scenario_id=chosen.scenario_id,
        phoneme_alphabet=PhonemeAlphabet.SAPI if chosen.alphabet == "sapi" else PhonemeAlphabet.IPA,
        nbest_phoneme_count=chosen.nbest,
        enable_prosody=True,
        locale=chosen.locale,
    )
    audio = _audio(chosen)
    judge = _judge(chosen, config)
    with ProgressBar(sys.stderr) as bar:
        assessment = judge(audio, bar.show)
    if audio.breaks_off is not None:
        assessment = replace(assessment, warnings=(*assessment.warnings, audio.breaks_off))
    scale = 5.0 if config.grading_system is GradingSystem.FIVE_POINT else 100.0
    report = _report(chosen, present(mark(assessment), config), audio, scale)
    if chosen.out is None:
        output.put(report)
    else:
        write_whole(chosen.out, report)
    return 0


def _check_place(chosen: argparse.Namespace) -> None:
    """Refuse, before any work, a place where the report cannot go, or where it would take that of what it is made of.

    Raises SonorantError.
    """
    if chosen.out is None:
        output.check()
        return
    if str(chosen.out) in _OUTPUT:
        output.check()
    if os.path.isdir(chosen.out):
        raise UnusableInput(f"“{chosen.out}” is a folder: give the name of a file with --out.")
    sources: dict[str, str | int | Path] = {"recording": 0 if chosen.recording == "-" else chosen.recording}
    if chosen.text_file is not None:
        sources["text"] = chosen.text_file
    for source, place in sources.items():
        if _is_same_file(chosen.out, place):
            raise UnusableInput(f"“{chosen.out.name}” is the {source} itself: choose another name with --out.")


def _is_same_file(out: Path, source: Path | str | int) -> bool:
    """Whether both, names or a number of an open file, lead to the same file, which would be lost."""
    with contextlib.suppress(OSError, ValueError):
        return os.path.isfile(out) and os.path.samefile(out, source)
    return False


def _judge(chosen: argparse.Namespace, config: AssessmentConfig) -> Callable[[Audio, Progress], Assessment]:
    """The engine that was asked for; loaded only now, as unusable input is told without waiting for it."""
    if chosen.engine == "azure":
        from sonorant.cli.azure import assessor  # noqa: PLC0415

        azure = assessor()
        return lambda audio, progress: azure.assess(audio, config, progress)
    if not _is_scripted(chosen):
        from sonorant.engines.embedded.unscripted import transcribe  # noqa: PLC0415

        return lambda audio, progress: transcribe(audio, config.locale, progress)
    from sonorant.engines.embedded import EmbeddedAssessor  # noqa: PLC0415

    return lambda audio, progress: EmbeddedAssessor().assess(audio, config, progress)


def _is_scripted(chosen: argparse.Namespace) -> bool:
    return chosen.text is not None or chosen.text_file is not None


def _text(chosen: argparse.Namespace) -> str:
    if chosen.text_file is not None:
        return output.plain(_read_text(chosen.text_file))
    if chosen.text is None:
        return ""
    try:
        # As bytes again: in the C locale Python has not read them as UTF-8.
        return output.plain(os.fsencode(chosen.text).decode("utf-8"))
    except UnicodeDecodeError:
        raise UnusableInput("The text is not UTF-8: give it in a file with --text-file.") from None


def _read_text(path: Path) -> str:
    name = path.name or path
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except UnicodeDecodeError:
        raise UnusableInput(f"“{name}” is not a text in UTF-8: save it as UTF-8.") from None
    except (OSError, ValueError) as failure:
        reason = (failure.strerror if isinstance(failure, OSError) else None) or str(failure)
        raise UnusableInput(f"The text “{name}” cannot be read ({reason}): check the name and the folder.") from None


def _audio(chosen: argparse.Namespace) -> Audio:
    if chosen.recording != "-":
        passes = chosen.engine != "azure" and chosen.format != "html"
        return look(Path(chosen.recording)) if passes else read(Path(chosen.recording))
    if sys.stdin is None or sys.stdin.isatty():
        raise UnusableInput("Nothing comes in on standard input: pipe a recording into it or give a file.")
    return read(sys.stdin.buffer)


def _title(recording: str) -> tuple[str, bool]:
    """What the report is called, and whether the voice is synthetic: that is known of the bundled samples."""
    if recording == "-":
        return "Recording", False
    path = Path(recording)
    for sample in samples.load(assets.path("samples")):
        if sample.audio == path.resolve():
            return sample.title, sample.synthetic
    return output.one_line(path.stem) or "Recording", False


def _report(chosen: argparse.Namespace, shown: Assessment, audio: Audio, scale: float) -> bytes:
    title, synthetic = _title(chosen.recording)
    if chosen.format in _FORMS:
        return export(_FORMS[chosen.format], shown, audio, title, scale, synthetic=synthetic)
    coloured = chosen.out is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return summary_text(shown, audio.seconds, title, scale, coloured=coloured).encode()
