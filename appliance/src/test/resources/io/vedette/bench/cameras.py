#!/usr/bin/python3
"""Plays one clip on many RTSP paths through GStreamer's RTSP server.

usage: cameras.py CODEC CLIP FPS COUNT

CLIP is an Annex B stream of CODEC, h264 or h265, whose access units begin with delimiters. The paths are /1 to /COUNT. Every
access unit gets an SEI message (user_data_unregistered, ISO/IEC 14496-10 D.1.7, 23008-2 D.2.7) that holds the wall clock, in
nanoseconds since 1970 as nineteen digits, at which it is handed to the payloader. Prints the port on a line of its own once it
listens; ends with its standard input.
"""
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

# Kept in step with SendTime.java.
SEND_TIME_UUID = b"vedette-sendtime"

START_CODE = b"\x00\x00\x00\x01"

# The headers of an access unit delimiter and of the NAL unit of an SEI message before the pictures.
HEADERS = {"h264": (b"\x09", b"\x06"), "h265": (b"\x46\x01", b"\x4e\x01")}


def access_units(codec, path):
    data = open(path, "rb").read()
    delimiter = START_CODE + HEADERS[codec][0]
    starts = []
    at = data.find(delimiter)
    while at >= 0:
        starts.append(at)
        at = data.find(delimiter, at + 1)
    starts.append(len(data))
    return [data[a:b] for a, b in zip(starts, starts[1:])]


def stamped(codec, unit):
    digits = b"%019d" % time.time_ns()
    delimiter, header = HEADERS[codec]
    # Payload type 5, payload size, payload, stop bit. No byte of it is 0: no emulation prevention needed.
    payload = SEND_TIME_UUID + digits
    sei = START_CODE + header + b"\x05" + bytes([len(payload)]) + payload + b"\x80"
    # Behind the access unit delimiter: start code, header and one byte of payload.
    behind = len(START_CODE) + len(delimiter) + 1
    return unit[:behind] + sei + unit[behind:]


class Camera(GstRtspServer.RTSPMediaFactory):
    def __init__(self, codec):
        super().__init__()
        self.codec = codec
        self.sources = []
        self.lock = threading.Lock()
        self.set_shared(True)
        self.set_launch(
            "( appsrc name=source is-live=true do-timestamp=true format=time max-bytes=0"
            f" caps=video/x-{codec},stream-format=byte-stream,alignment=au"
            f" ! {codec}parse ! rtp{codec}pay name=pay0 pt=96 config-interval=-1 )"
        )
        self.connect("media-configure", self.configure)

    def configure(self, _factory, media):
        source = media.get_element().get_child_by_name("source")
        with self.lock:
            self.sources.append(source)
        media.connect("unprepared", lambda _media: self.forget(source))

    def forget(self, source):
        with self.lock:
            self.sources.remove(source)

    def play(self, unit):
        with self.lock:
            sources = list(self.sources)
        for source in sources:
            source.emit("push-buffer", Gst.Buffer.new_wrapped(stamped(self.codec, unit)))


def play_all(cameras, units, fps):
    begun = time.monotonic()
    frame = 0
    while True:
        # Cameras are not in step with each other: each has its own moment within the frame's time.
        for number, camera in enumerate(cameras):
            due = begun + (frame + number / len(cameras)) / fps
            wait = due - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            camera.play(units[frame % len(units)])
        frame += 1


def main():
    codec, clip, fps, count = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    cameras = [Camera(codec) for _ in range(count)]
    for number, camera in enumerate(cameras, start=1):
        server.get_mount_points().add_factory(f"/{number}", camera)
    server.attach(None)
    loop = GLib.MainLoop()
    threading.Thread(target=play_all, args=(cameras, access_units(codec, clip), fps), daemon=True).start()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    print(server.get_bound_port(), flush=True)
    loop.run()


main()
