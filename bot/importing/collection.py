"""The speeches that were found: none twice, and what somebody says further added to the first."""

from dataclasses import replace

from bot.importing.article import Remark, SpeechDraft, shortened


class Collection:
    """Keeps speeches in their order."""

    def __init__(self) -> None:
        self.drafts: list[SpeechDraft] = []
        self.remarks: list[Remark] = []
        self._places: dict[tuple[str | None, ...], int] = {}

    def keep(self, draft: SpeechDraft) -> None:
        """Adds a speech, or what is said further under the same title by the same speaker."""
        words, name = draft.paragraphs, (draft.title, draft.speaker)
        if words in self._places:
            self._tell_of_twin(draft, self.drafts[self._places[words]])
        elif name in self._places:
            at = self._places[name]
            self.drafts[at] = self._continued(self.drafts[at], draft)
        else:
            self._places |= {words: len(self.drafts), name: len(self.drafts)}
            self.drafts.append(draft)

    def _tell_of_twin(self, draft: SpeechDraft, other: SpeechDraft) -> None:
        twin = f"left out, the same words as in '{shortened(other.title)}'"
        message = " ".join(filter(None, (f"{twin}:", draft.speaker, draft.title)))
        self.remarks.append(Remark(draft.number, message))

    def _continued(self, draft: SpeechDraft, more: SpeechDraft) -> SpeechDraft:
        if draft.role and more.role and draft.role != more.role:
            message = f"left out, a second role of {draft.speaker}: {more.role}"
            self.remarks.append(Remark(more.number, message))
        return replace(
            draft,
            paragraphs=draft.paragraphs + more.paragraphs,
            role=draft.role or more.role,
            aliases=tuple(dict.fromkeys(draft.aliases + more.aliases)),
        )
