"""The door for MkDocs: build, then hand the pages to the templates. Glue only; what it calls can be tested alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from digest import pipeline
from digest.model import DigestError
from digest.publish import csp, guard, shelves
from digest.publish.gate import clean
from digest.publish.shelves import Reading

_log = get_plugin_logger(__name__)


class DigestPlugin(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Nothing to set up: seeds/ lies beside mkdocs.yml, content/ is its docs_dir."""

    reading: Reading

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Before MkDocs looks for files. Only what differs is written, so that watching content/ comes to rest."""
        self.reading = Reading(Path(config.config_file_path).parent / "seeds", Path(config.docs_dir))
        try:
            report = pipeline.build(self.reading.seeds, self.reading.content)
        except DigestError as problem:
            raise PluginError(str(problem)) from problem
        for left_out in report.problems:
            _log.warning(str(left_out))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for path in guard.unfit(files, Path(config.docs_dir)):
            _log.warning(f"{path} is not published: `digest check` says why.")
            files.remove(files.src_uris[path])
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
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
        return env

    def on_page_context(self, context: Any, *, page: Page, **_: object) -> Any:
        page.content, extra = self.reading.show(page.file.src_uri, page.content or "", page.meta)
        return context | extra

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """A policy in every page that lets nothing run but the theme; not under `mkdocs serve`, which adds a script."""
        if not csp.served(Path(config.site_dir)):
            csp.secure(Path(config.site_dir))
