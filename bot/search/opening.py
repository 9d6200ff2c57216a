"""Opens the index of a corpus where it is: on this machine, or on a search server."""

from pathlib import Path
from typing import NamedTuple

from bot.language.encoder import OFF, Semantics
from bot.search.builder import Progress
from bot.search.index import PassageIndex, PostingsIndex
from bot.search.opensearch.address import ServerAddress
from bot.search.postings import read_postings
from bot.search.saved import open_saved
from bot.search.saved_contents import SavedContents
from bot.search.vectors import read_vectors
from bot.storage import Bundle


class IndexTask(NamedTuple):
    """What an index is made of and where: a corpus folder, the cache folder, perhaps a server."""

    folder: Path
    kept: Path
    semantics: Semantics = OFF
    server: ServerAddress | None = None


def open_index(
    task: IndexTask,
    progress: Progress = lambda done, total: None,
    *,
    stays: bool = False,
) -> Bundle:
    """Opens the index of the corpus as it is now, and indexes what has changed.

    A process that `stays` has another one build what is to be on a server, and keeps its memory
    small. Raises CorpusError if the corpus has faults, SettingsError if its passages are to be
    found by meaning and what this needs is not installed, and SearchError if the server fails.
    """
    if task.server is None:
        return open_saved(task.folder, task.kept, progress, task.semantics)
    from bot.search.opensearch import building  # the client takes a while to import

    ours = building.Task(task.server, task.folder, task.kept)
    return building.open_generation(ours, None if stays else progress)


def newer_index(task: IndexTask, bundle: Bundle) -> Bundle | None:
    """Opens what is on the server instead of an index that was opened before; None for the same."""
    if task.server is None:
        return None
    from bot.search.opensearch.building import newer_generation

    return newer_generation(task.server, task.kept, bundle)


def works(server: ServerAddress | None) -> bool:
    """Returns whether passages can be looked up now."""
    if server is None:
        return True
    from bot.search.opensearch.server import connected

    return connected(server).works()


def read_index(
    bundle: Bundle, semantics: Semantics = OFF, server: ServerAddress | None = None
) -> PassageIndex:
    """Maps the index of a bundle, with its vectors if these are wanted."""
    if server is None:
        return postings_index(bundle, semantics)
    from bot.search.opensearch.server import connected
    from bot.search.opensearch.server_index import ServerIndex

    return ServerIndex(connected(server), bundle)


def postings_index(bundle: Bundle, semantics: Semantics = OFF) -> PostingsIndex:
    """Maps an index that is on this machine."""
    vectors = read_vectors(bundle, semantics)
    return PostingsIndex(SavedContents(bundle), read_postings(bundle), vectors)
