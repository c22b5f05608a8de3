"""What the user last did in a view of a take holds in every view, and at the next start."""

from __future__ import annotations

from sonorant.ui.preferences import Preferences
from sonorant.ui.settings import Settings
from sonorant.ui.viewer import Viewer


def keep_habits(viewer: Viewer, preferences: Preferences) -> None:
    """Let a viewer's lanes and strictness be as the settings say, and the settings as they are chosen there."""
    lanes, strictness = viewer.play_bar.lanes, viewer.report_panel.strictness

    def follow(settings: Settings) -> None:
        for lane, action in lanes.items():
            action.setChecked(getattr(settings, lane))
        if round(100 * strictness.value) != settings.strictness:
            strictness.set_value(settings.strictness / 100)

    follow(preferences.now)
    preferences.changed.connect(follow)
    viewer.play_bar.lane_toggled.connect(lambda lane, shown: preferences.change(**{lane: shown}))
    strictness.chosen.connect(lambda value: preferences.change(strictness=round(100 * value)))
