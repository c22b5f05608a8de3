"""List items of two lines: a name and, smaller, what there is to know about it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sonorant.ui import theme

DETAIL = Qt.ItemDataRole.UserRole + 1
KEY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class TwoLines(QStyledItemDelegate):
    """Paints the item's text and, under it, its `DETAIL`."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(DETAIL) is None:
            _paint_heading(painter, option, index)
            return
        super().paint(painter, option, index)
        rect: QRect = option.rect.adjusted(10, 7, -10, -7)
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        colours = theme.of(option.palette)
        font = QFont(option.font)
        painter.save()
        for text, font_used, colour, flag in (
            (index.data(), font, colours.text, Qt.AlignmentFlag.AlignTop),
            (index.data(DETAIL), _smaller(font), colours.muted, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(font_used)
            painter.setPen(QColor(colour if enabled else colours.muted))
            short = QFontMetrics(font_used).elidedText(str(text), Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, flag | Qt.AlignmentFlag.AlignLeft, short)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        font: QFont = option.font
        if index.data(DETAIL) is None:
            return QSize(80, QFontMetrics(font).height() + 16)
        height = QFontMetrics(font).height() + QFontMetrics(_smaller(font)).height() + 17
        return QSize(80, height)


class TwoLineList(QListWidget):
    """A list of such items, each with a key."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(TwoLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add(self, key: Any, name: str, detail: str) -> QListWidgetItem:
        item = QListWidgetItem(name)
        item.setData(KEY, key)
        item.setData(DETAIL, detail)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {detail}")
        item.setToolTip(f"{name}\n{detail}")
        self.addItem(item)
        return item

    def add_heading(self, name: str) -> QListWidgetItem:
        """A line that names what follows and cannot be chosen."""
        item = QListWidgetItem(name)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)
        return item

    @property
    def key(self) -> Any:
        """The key of the current item, or None."""
        item = self.currentItem()
        return None if item is None else item.data(KEY)


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    font = _smaller(option.font)
    font.setBold(True)
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(theme.of(option.palette).muted))
    rect: QRect = option.rect.adjusted(10, 8, -10, -2)
    painter.drawText(rect, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, str(index.data()))
    painter.restore()


def _smaller(font: QFont) -> QFont:
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * 0.88)
    return result
