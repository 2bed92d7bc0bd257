from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        # Models can only be imported once every application is loaded.
        from journal import entries, kinds

        kinds.register_all()
        entries.register_all()
