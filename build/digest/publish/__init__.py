"""What readers get beside the articles: browse pages, and the plugin that publishes."""
