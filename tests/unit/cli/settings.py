"""Settings that no process is started with."""

from tts_kit.settings import Settings

SETTINGS = Settings(
    secret_key="k" * 40,
    database_url="postgresql://postgres@127.0.0.1/postgres",
    redis_url="redis://127.0.0.1/1",
    broker_url="redis://127.0.0.1/0",
    smtp_url="smtp://127.0.0.1:1025",
)
