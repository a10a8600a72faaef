"""The errors a person can cause, each saying in one sentence what is wrong and what to do about it.

Programming mistakes are not wrapped: a developer gets the traceback.
"""


class TutorError(Exception):
    """Something the user can mend; `str(error)` is one clear sentence. The command line exits 2."""


class ContentError(TutorError):
    """A file of data/ is not as it should be; the message begins with FILE:LINE."""

    def __init__(self, path: object, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


class ModelError(TutorError):
    """The trained model is missing, damaged or made by another version."""


class DemoError(TutorError):
    """An unknown demo, or a setting that is unknown or out of its range. `zh` says the same in Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh
