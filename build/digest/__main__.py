"""The command line: build · check · review · restore · explain · clean.

Exit 0: well; 1: a check found something; 2: bad input.
"""

from __future__ import annotations

import io
import json
import os
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from digest import __version__, pipeline
from digest.article.boilerplate import Cleaned, Cleaning
from digest.article.boilerplate import clean as clean_text
from digest.article.seed import decode
from digest.article.seed import read as read_seed
from digest.model import Cut, DigestError, Piece
from digest.page import answers, gate
from digest.page.review import diff, opening
from digest.page.store import Change
from digest.text import plain

app = typer.Typer(
    name="digest",
    help="Turn a pile of raw scraped texts into an annotated digest that people can edit.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

FOUND, BAD_INPUT = 1, 2
Seeds = Annotated[Path, typer.Option(help="The folder of raw texts.")]
Content = Annotated[Path, typer.Option(help="The folder of pages.")]


def main() -> None:
    """The door: whatever is wrong with the input is said plainly, with exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except DigestError as error:
        _say(error)
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not stumble over the closed pipe at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        where = str(error.filename or "the disk")
        _say(DigestError(error.strerror or str(error), where, "Check that it is there, and yours to write."))
        sys.exit(BAD_INPUT)


@app.command()
def build(
    seeds: Seeds = Path("seeds"),
    content: Content = Path("content"),
    *,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 when a build would.")] = False,
) -> None:
    """Turn each file in seeds/ into a page in content/. What people edited stays as they left it."""
    with _progress() as progress:
        report = pipeline.build(seeds, content, check=check, progress=progress)
    for change in report.changes:
        if change.outcome != "same":
            path = content / change.path if change.path else "-"
            out.print(Text(f"{change.outcome:8} {path}  ({change.seed})"))
    counts = Counter(change.outcome for change in report.changes)
    out.print(", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "No seeds, no pages.")
    if not check:
        _point_at_review(content, report.changes)
    _leave(report.problems, found=check and report.moved)


def _point_at_review(content: Path, changes: Sequence[Change]) -> None:
    merged = [change.path for change in changes if change.outcome == "merged"]
    if merged and answers.waiting(content, merged):
        out.print("Something waits for your answer, see: digest review")


@app.command()
def check(seeds: Seeds = Path("seeds"), content: Content = Path("content")) -> None:
    """Is every page sound, and would a build change anything? Writes nothing."""
    if _say_all(gate.check(content, seeds)):
        raise typer.Exit(FOUND)
    with _progress() as progress:
        report = pipeline.build(seeds, content, check=True, progress=progress)
    for change in report.changes:
        if change.text is not None:
            out.print(
                Text(f"{content / change.path}: a build would write this page ({change.outcome}). Run: digest build")
            )
    if not report.moved and not report.problems:
        out.print(f"{len(report.changes)} pages, all sound and up to date.")
    _leave(report.problems, found=report.moved)


@app.command()
def review(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[PAGE | PART]...", help="What to show or answer.")
    ] = None,
    content: Content = Path("content"),
    *,
    accept: Annotated[str, typer.Option(metavar="PAGE", help="Take the build's version of the parts named.")] = "",
    reject: Annotated[str, typer.Option(metavar="PAGE", help="Keep the page as it is, and be asked no more.")] = "",
) -> None:
    """Show what the build would write where a person wrote something else; exit 1 when something waits.

    With --accept or --reject the words name parts of that page; without words all of its parts are meant.
    """
    if accept and reject:
        raise DigestError(
            "--accept and --reject exclude each other", "digest review", "Answer one page after the other."
        )
    if accept or reject:
        settled = answers.settle(content, accept or reject, words or (), take=bool(accept))
        said = "accepted" if accept else "rejected"
        out.print(Text(f"{said} {', '.join(settled.parts)} in {content / settled.path}"))
    elif _show_waiting(content, words or ()):
        raise typer.Exit(FOUND)
    else:
        out.print("Nothing waits for an answer.")


def _show_waiting(content: Path, words: Sequence[str]) -> bool:
    """Show what waits, page by page; whether anything does."""
    waiting = answers.waiting(content, words)
    for page in waiting:
        _say_waiting(content, page)
    if waiting:
        out.print(
            "- is yours, + the build's. Answer: digest review --accept PAGE [PART], or --reject PAGE [PART]",
            markup=False,
        )
    return bool(waiting)


@app.command()
def restore(
    page: Annotated[str, typer.Argument(help="A page, by its path or its slug.")],
    lines: Annotated[
        list[int] | None, typer.Argument(metavar="[LINE]...", help="Lines of its seed, as `digest explain` counts.")
    ] = None,
    content: Content = Path("content"),
) -> None:
    """Put lines that were cut back where they stood: an edit like any other, which later builds keep.

    Without lines: bring back a page that a person deleted, named by its seed or its slug.
    """
    if not lines:
        out.print(Text(f"restored {content / answers.revive(content, page)}"))
        return
    settled = answers.restore(content, page, lines)
    out.print(Text(f"restored {', '.join(settled.parts)} in {content / settled.path}"))


@app.command()
def explain(seed: Annotated[Path, typer.Argument(help="A raw text; its name alone is looked up in seeds/.")]) -> None:
    """Show each line of a seed: kept or cut, by which rule, and why."""
    path = seed if seed.exists() or seed.parent != Path() else Path("seeds") / seed
    cleaning = pipeline.taken_apart(path)
    for line in _explained(cleaning):
        out.print(line)
    for name, found in cleaning.found:
        said = plain(f"{found.value}  — from “{found.evidence}” ({found.rule})")
        out.print(Text.assemble((f"{name}: ", "bold"), said))


@app.command()
def clean(
    files: Annotated[list[Path], typer.Argument(help="Raw texts; - reads standard input.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object a text: kept text, cuts, reasons.")] = False,
) -> None:
    """Print texts without their boilerplate, by the house's rules and those of ./rules.toml.

    Several texts are set apart by a blank line.
    """
    overrules = pipeline.read_overrules(Path("seeds"))
    problems = []
    for place, path in enumerate(files):
        try:
            text = decode(sys.stdin.buffer.read(), "standard input")[0] if str(path) == "-" else read_seed(path).text
        except DigestError as problem:
            problems.append(problem)
            continue
        cleaned = clean_text(text, overrules)
        typer.echo(_as_json(path, text, cleaned) if as_json else ("\n" if place else "") + cleaned.text)
    _leave(problems, found=False)


def _say_waiting(content: Path, page: answers.Waiting) -> None:
    out.print(Text(str(content / page.path), "bold"))
    for proposal in page.proposals:
        out.print(Text.assemble("  ", (proposal.part, "cyan"), plain(f"  {opening(proposal)}".rstrip())))
        out.print(_diff(diff(proposal)))


def _diff(rows: str) -> Text:
    """Lines of a diff, set in; red goes, green comes."""
    styles = {"-": "red", "+": "green"}
    parts = [(f"    {plain(row)}", styles.get(row[:1], "")) for row in rows.splitlines()]
    return Text("\n").join(Text(words, style) for words, style in parts)


def _as_json(path: Path, text: str, cleaned: Cleaned) -> str:
    cuts = [{**cut._asdict(), "text": cut.span.of(text)} for cut in cleaned.cuts]
    return json.dumps({"file": str(path), "text": cleaned.text, "cuts": cuts}, ensure_ascii=False)


@app.callback(invoke_without_command=True)
def _options(
    *, version: Annotated[bool, typer.Option("--version", help="Show the version and leave.", is_eager=True)] = False
) -> None:
    if version:
        out.print(f"digest {__version__}")
        raise typer.Exit


def _explained(cleaning: Cleaning) -> Iterator[Text]:
    """The lines of a text: number, kept or cut, the words, the reason; a line cut inside shows its parts."""
    starts = [block.span.start for block in cleaning.blocks]
    doubts = {doubt.span: doubt for doubt in cleaning.doubts}
    parts: list[Cut | Piece] = sorted([*cleaning.cuts, *cleaning.pieces], key=lambda part: part.span)
    for part in parts:
        line = cleaning.blocks[bisect_right(starts, part.span.start) - 1].line
        if isinstance(part, Cut):
            yield _cut_line(line, part, cleaning.text)
        else:
            yield _kept_line(part, doubts.get(part.span), cleaning.text)


def _kept_line(piece: Piece, doubt: Cut | None, text: str) -> Text:
    words = plain(piece.span.of(text))
    if doubt is None:
        return Text.assemble(f"{piece.line:5} ", ("kept  ", "green"), f"{piece.shape:12} ", words)
    why = f"  — doubtful: {doubt.because} ({doubt.rule}, {1 - doubt.confidence:.0%} sure)"
    return Text.assemble(f"{piece.line:5} ", ("kept  ", "yellow"), f"{piece.shape:12} ", words, (why, "dim"))


def _cut_line(number: int, cut: Cut, text: str) -> Text:
    sure = "" if cut.confidence == 1 else f", {cut.confidence:.0%} sure"
    return Text.assemble(
        f"{number:5} ",
        ("cut   ", "red"),
        f"{cut.category:12} ",
        (plain(cut.span.of(text)), "strike"),
        (f"  — {cut.because} ({cut.rule}{sure})", "dim"),
    )


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar a stage on a terminal; silence in a pipe."""
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bars:
        tasks = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done)

        yield show


def _leave(problems: Iterable[DigestError], *, found: bool) -> None:
    if _say_all(problems):
        raise typer.Exit(BAD_INPUT)
    if found:
        raise typer.Exit(FOUND)


def _say_all(errors: Iterable[DigestError]) -> int:
    said = 0
    for said, error in enumerate(errors, 1):  # noqa: B007 - the count is the answer
        _say(error)
    return said


def _say(error: DigestError) -> None:
    err.print(Text.assemble((f"{error.where}: ", "bold"), f"{error.what}. ", (error.mend, "dim")))


if __name__ == "__main__":
    main()
