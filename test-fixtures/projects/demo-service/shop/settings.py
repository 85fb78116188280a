"""Settings come from a slow place, three calls below whoever asks for them."""
import time


def load_settings():
    return parse(read_remote("shop"))


def read_remote(name):
    return fetch_document(f"settings/{name}")


def fetch_document(path):
    time.sleep(0.15)  # a remote call, without a network for the demo
    return f"{path}: currency=EUR"


def parse(document):
    return dict(part.split("=") for part in document.split(": ")[1].split(","))
