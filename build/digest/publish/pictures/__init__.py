"""Pictures drawn as SVG when the site is built: nothing to run, nothing to load, readable without them."""
