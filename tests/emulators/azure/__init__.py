"""An emulator of Azure Speech for speech recognition with pronunciation assessment.

It speaks the service's WebSocket protocol as the Speech SDK 1.53 speaks it, on the loopback interface, and judges with
the embedded engine, so its numbers are real ones. What it cannot do is recognise free speech: it hears the reference
text or, where there is none, the text that it was told is said. ``python -m emulators.azure --help`` starts it.
"""
