"""Sound: files, devices, recording and playing. Knows samples and rates, nothing of speech."""
