"""The door for MkDocs: build, then hand the pages to the templates. Glue only; what it calls can be tested alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from digest import pipeline
from digest.model import DigestError
from digest.publish import around, csp, guard, index, shelves
from digest.publish.around import Around
from digest.publish.gate import clean, faults
from digest.publish.search import Record
from digest.publish.shelves import Reading
from digest.publish.watch import Watch

_log = get_plugin_logger(__name__)
_LINES = 30  # outcomes that are told one by one; a first build of thousands is told in figures


class Settings(Config):  # type: ignore[no-untyped-call]
    """`offline`: a copy that is opened from disk, with the whole index in one file."""

    offline = Type(bool, default=False)


class DigestPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Little to set up: seeds/ lies beside mkdocs.yml, content/ is its docs_dir."""

    reading: Reading
    records: list[Record]
    watch: Watch
    refused = False
    told: Mapping[str, str] = {}
    report: pipeline.Report
    around: Around

    def on_startup(self, **_: object) -> None:
        """That this is here makes MkDocs keep one plugin over all builds of a `mkdocs serve`."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Before MkDocs looks for files or clears the last site: a build that is refused leaves that as it was."""
        home = Path(config.config_file_path).parent
        self.records = []
        self.reading = Reading(home / "seeds", Path(config.docs_dir), pipeline.seed_text)
        watched = (self.reading.seeds, self.reading.content, home / "rules.toml", *map(Path, config.watch))
        self.watch = Watch((Path(config.config_file_path), *dict.fromkeys(watched)), self.reading.content)
        self.watch.look()
        self.refused = True
        try:
            for problem in guard.linked(self.reading.content):
                raise problem
            self.report = pipeline.build(self.reading.seeds, self.reading.content)
        except DigestError as problem:
            raise PluginError(str(problem)) from problem
        self.refused = False
        self._tell(self.report)

    def _tell(self, report: pipeline.Report) -> None:
        self.watch.wrote(change.path for change in report.changes if change.text is not None)
        outcomes = {change.path: change.outcome for change in report.changes}
        place = self.reading.content.name
        news = [f"{said}: {place}/{path}" for path, said in outcomes.items() if self._new(path, said)]
        self.told = outcomes
        for line in news[:_LINES]:
            _log.info(line)
        if len(news) > _LINES:
            _log.info(f"… and {len(news) - _LINES} more pages")
        for left_out in report.problems:
            _log.warning(f"{left_out} The site is sound, but goes without it; --strict stops until it is mended.")

    def _new(self, path: str, outcome: str) -> bool:
        """Whether a page's outcome is worth a line: what is the same, or was said at the last build, is not."""
        return outcome != "same" and self.told.get(path) != outcome

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None], **_: object
    ) -> LiveReloadServer:
        """Build again only for what people changed, and keep the last good site where the build is refused."""
        rules = Path(config.config_file_path).parent / "rules.toml"
        if rules.is_file():
            server.watch(str(rules))
        server.builder = lambda: self._again(builder)
        return server

    def _again(self, builder: Callable[[], None]) -> None:
        if not self.watch.news():
            return
        try:
            builder()
        except Abort:
            if not self.refused:
                raise
            _log.error("Until that is mended, the site stays as it was.")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for path in guard.unfit(files, Path(config.docs_dir)):
            _log.warning(f"{path} is not published: `digest check` says why.")
            files.remove(files.src_uris[path])
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        for fault in faults(Path(str(page.file.abs_src_path)), page.meta):
            _log.warning(f"{fault}. `digest check` lists all such faults.")
        page.meta = self.reading.open(page.file.src_uri, page.meta)
        return guard.parsable(markdown)

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        shelves.clean_outline(page.toc)
        return self.reading.read(page.file.src_uri, page.url, clean(html))

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """All pages are read: hide those that people hid, lay the seeds beside the rest."""
        for path in self.reading.hidden():
            files.src_uris[path].inclusion = InclusionLevel.EXCLUDED
        for file in self.reading.seed_files(config):
            files.append(file)
        if self.report.shelf:
            self.around = around.gather(config, files, self.reading.cards, self.report.shelf, self.report.former)
            around.lay(self.around, config, files)
        files.append(self.reading.list_file(config, offline=self.config.offline))
        env.globals["spoken"] = self.reading.spoken(config.theme["language"])
        return env

    def on_page_context(self, context: Any, *, page: Page, **_: object) -> Any:
        html = self.around.unlinked(page.content or "", page.url)
        record, extra = self.reading.show(page.file.src_uri, page.url, html, page.meta)
        self.records += [record] if record else []
        title, about = (str(value or "") for value in (page.title, page.meta.get("description")))
        beside = self.around.page(page.file.src_uri, title, about)
        page.meta.setdefault("description", escape(beside["head"].about))
        return context | extra | beside

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The search, and a policy in every page that lets nothing run but the theme.

        No policy under `mkdocs serve`, which adds a script.
        """
        index.lay(self.records, Path(config.site_dir), offline=self.config.offline)
        if not csp.served(Path(config.site_dir)):
            csp.secure(Path(config.site_dir))
