"""A chat model that is none: speaks the protocol of chat completions, and misbehaves on demand.

`server` is the program; `python -m emulators.chat_model` starts it, `emulators.azure.process` for a test.
"""
