"""`tts doctor`: whether a machine or a deployment is as it must be, and what to do where not."""
