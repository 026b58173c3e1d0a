"""Error reports without values: what a person typed must not reach a log or a mail."""

from typing import Any

from django.views.debug import SafeExceptionReporterFilter


class NoValues(SafeExceptionReporterFilter):
    """Hides every POST value, cookie and local variable."""

    def is_active(self, request: Any) -> bool:
        """Always."""
        return True

    def get_post_parameters(self, request: Any) -> Any:
        """The names of fields alone."""
        return {} if request is None else dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_safe_cookies(self, request: Any) -> Any:
        """None."""
        return {}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> Any:
        """None."""
        return []
