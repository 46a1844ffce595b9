#!/usr/bin/python3
"""Plays a picture that holds its own time through GStreamer's RTSP server at /clock.

The picture has 640 by 360 pixels, 25 times a second. Its upper 32 lines hold the milliseconds since 1970, modulo 2^32, as 32
fields of 20 pixels, white for 1, most significant bit first; below them a bar moves. Prints the port on a line of its own once
it listens; ends with its standard input.
"""
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

WIDTH, HEIGHT, FPS = 640, 360, 25
BLACK, GREY, WHITE = b"\x10", b"\x60", b"\xeb"
CHROMA = b"\x80" * (WIDTH * HEIGHT // 2)


def picture(number):
    millis = time.time_ns() // 1_000_000 % (1 << 32)
    fields = b"".join((WHITE if millis >> bit & 1 else BLACK) * 20 for bit in range(31, -1, -1))
    at = number * 4 % (WIDTH - 40)
    row = GREY * at + WHITE * 40 + GREY * (WIDTH - 40 - at)
    return fields * 32 + row * (HEIGHT - 32) + CHROMA


class Clock(GstRtspServer.RTSPMediaFactory):
    def __init__(self):
        super().__init__()
        self.source = None
        self.set_shared(True)
        self.set_launch(
            "( appsrc name=source is-live=true do-timestamp=true format=time"
            f" caps=video/x-raw,format=I420,width={WIDTH},height={HEIGHT},framerate={FPS}/1"
            " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=50 bitrate=1500"
            " ! video/x-h264,profile=main ! rtph264pay name=pay0 pt=96 config-interval=-1 )"
        )
        self.connect("media-configure", self.configure)

    def configure(self, _factory, media):
        self.source = media.get_element().get_child_by_name("source")
        media.connect("unprepared", self.forget)

    def forget(self, _media):
        self.source = None

    def play(self):
        begun = time.monotonic()
        number = 0
        while True:
            number += 1
            wait = begun + number / FPS - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            source = self.source
            if source is not None:
                source.emit("push-buffer", Gst.Buffer.new_wrapped(picture(number)))


def main():
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    clock = Clock()
    server.get_mount_points().add_factory("/clock", clock)
    server.attach(None)
    loop = GLib.MainLoop()
    threading.Thread(target=clock.play, daemon=True).start()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    print(server.get_bound_port(), flush=True)
    loop.run()


main()
