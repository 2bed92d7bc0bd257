from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self) -> None:
        # Models can only be imported once every application is loaded.
        from insights import practising
        from insights.exercises import library

        practising.register_all()
        library()  # a bad exercise file stops the start, not a person's evening
