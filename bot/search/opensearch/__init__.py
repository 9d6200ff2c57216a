"""The index on a search server: OpenSearch, shared by all processes of the bot."""
