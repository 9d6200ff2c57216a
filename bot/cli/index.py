"""`forum-bot index`: builds the index, ahead of a start or for all processes on a search server."""

from bot.cli.opening import progress_bar, semantics_of, server_of
from bot.search.opening import IndexTask, open_index
from bot.search.saved_contents import SavedSpeeches
from bot.settings import Settings, private_folder


def index(settings: Settings) -> None:
    """Builds what has changed of the index, and prints what it has and where it is."""
    cache, server = private_folder(settings.cache_folder), server_of(settings)
    with progress_bar() as bar:
        task = IndexTask(settings.corpus, cache, semantics_of(settings), server)
        bundle = open_index(task, bar)
    speeches = len(SavedSpeeches(bundle).speeches)
    passages = len(bundle.array("text-digests"))
    place = f"{bundle.info['generation']} on {server}" if server else bundle.folder
    print(f"{settings.corpus}: {speeches} speech(es), {passages} passages in {place}")
