"""A paragraph is proved by rendering it: so the renderer here must be the site's, extension by extension."""

from pathlib import Path

from mkdocs.config import load_config

from digest.page.dialect import CONFIGS, EXTENSIONS

ROOT = Path(__file__).parents[2]


def test_the_dialect_is_the_sites() -> None:
    """Every extension that mkdocs.yml names, with its settings; slugs and permalinks change no words."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    assert set(config["markdown_extensions"]) == set(EXTENSIONS)
    told = {
        name: {k: v for k, v in options.items() if k != "slugify"} for name, options in config["mdx_configs"].items()
    }
    ours = {name: {k: v for k, v in options.items() if k != "slugify"} for name, options in CONFIGS.items()}
    assert {name: options for name, options in told.items() if options} == {name: o for name, o in ours.items() if o}
