"""JSON as every service writes and reads it."""

import msgspec

encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder().decode
