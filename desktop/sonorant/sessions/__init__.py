"""What is kept: takes and their verdicts, the forms in which they leave, and the account of what left the machine."""
