from .audit import Audit, Flusher
from .handlers import cached, dashboard, fastest, greeting, notify, report, settings, slow, total, track
from .web import Application


class Shop(Application):
    def __init__(self):
        super().__init__()
        self.audit = Audit()
        self.flusher = Flusher(self.audit)
        self.on_start.append(self.flusher.start)
        self.on_stop.append(self.flusher.stop)


def make_app() -> Shop:
    app = Shop()
    for handler in (settings, dashboard, report, notify, track, total, fastest, cached, slow, greeting):
        app.add_get(handler.__name__, handler)
    return app
