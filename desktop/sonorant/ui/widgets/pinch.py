"""Two fingers that open and close, on a touch pad or a touch screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QAbstractScrollArea, QGestureEvent, QPinchGesture


class Pinch(QObject):
    """Watches the viewport of a view.

    Signals:
        pinched: carries the factor by which the fingers opened and the place between them in the viewport.
    """

    pinched = Signal(float, QPointF)

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        viewport = view.viewport()
        viewport.grabGesture(Qt.GestureType.PinchGesture)
        viewport.installEventFilter(self)
        self._viewport = viewport

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.pinched.emit(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                place = self._viewport.mapFromGlobal(pinch.centerPoint())
                self.pinched.emit(pinch.scaleFactor(), QPointF(place))
                return True
        return False
