#!/usr/bin/python3
"""Plays a GStreamer pipeline through GStreamer's RTSP server at /camera.

usage: camera.py PORT AUTH TRANSPORT LAUNCH…

PORT 0 is any free one. AUTH is none, basic or digest, for the user and password in CAMERA_USER and CAMERA_PASSWORD. TRANSPORT is tcp, udp or any.
LAUNCH is the pipeline in the syntax of gst-launch. Prints the port on a line of its own once it listens, and a line for each TEARDOWN that
a client asks for; ends with its standard input.
"""
import os
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

USER, PASSWORD = os.environ["CAMERA_USER"], os.environ["CAMERA_PASSWORD"]


def protect(server, factory, kind):
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
    if kind == "digest":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(USER, PASSWORD, token)
    else:
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(USER, PASSWORD), token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS, True)
    permissions.add_permission_for_role("viewer", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, True)
    factory.set_permissions(permissions)


def tell_teardowns(server):
    def connected(_, client):
        client.connect("teardown-request", lambda *_: print("TEARDOWN", flush=True))

    server.connect("client-connected", connected)


def main():
    port, auth, transport, launch = sys.argv[1], sys.argv[2], sys.argv[3], " ".join(sys.argv[4:])
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(port)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_shared(True)
    factory.set_launch(launch)
    if transport != "any":
        wanted = {"tcp": GstRtsp.RTSPLowerTrans.TCP, "udp": GstRtsp.RTSPLowerTrans.UDP}
        factory.set_protocols(wanted[transport])
    if auth != "none":
        protect(server, factory, auth)
    server.get_mount_points().add_factory("/camera", factory)
    tell_teardowns(server)
    server.attach(None)
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    print(server.get_bound_port(), flush=True)
    loop.run()


main()
