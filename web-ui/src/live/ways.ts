import { hlsPath, livePath, snapshotPath, socketUrl } from "../api";
import { HlsPlayer } from "./hls-player";
import { mediaSourceClass, playsHlsItself } from "./media-source";
import { protocols, type Player, type PlayerPorts, type Protocol, type Way } from "./player";
import { SnapshotPlayer } from "./snapshot-player";
import type { Screens } from "./stage";
import { WebSocketPlayer } from "./websocket-player";

/** Pictures are asked for in such steps, so that tiles of about the same size share one. */
const WIDTH_STEP = 160;
const MOST_WIDTH = 1920;

/** The protocols that this browser can play, the best first, or the one that the address asks for. */
export function rungsHere(query: string = location.search): readonly Protocol[] {
  const asked = new URLSearchParams(query).get("protocol");
  const forced = protocols.find((protocol) => protocol === asked);
  if (forced) {
    return [forced];
  }
  if (mediaSourceClass()) {
    return protocols;
  }
  // Its own player decides by itself how close to live it plays.
  return playsHlsItself() ? ["hls", "snapshot"] : ["snapshot"];
}

/** Opens players of one camera on one stage; `width` tells the stage's width in the screen's pixels. */
export function playersOf(cameraId: string, screens: Screens, width: () => number) {
  return ({ protocol, rendition }: Way, ports: PlayerPorts): Player => {
    switch (protocol) {
      case "websocket":
        return new WebSocketPlayer(screens, {
          ...ports,
          openSocket: () => new WebSocket(socketUrl(livePath(cameraId, rendition))),
        });
      case "llhls":
      case "hls":
        return new HlsPlayer(screens, {
          ...ports,
          url: hlsPath(cameraId),
          rendition,
          lowLatency: protocol === "llhls",
        });
      case "snapshot":
        return new SnapshotPlayer(screens, {
          ...ports,
          // Nothing has to be converted for still pictures.
          url: () =>
            snapshotPath(
              cameraId,
              rendition === "h264" ? "main" : rendition,
              stepped(width()),
              Date.now(),
            ),
        });
    }
  };
}

function stepped(width: number): number {
  return Math.min(MOST_WIDTH, Math.max(1, Math.ceil(width / WIDTH_STEP)) * WIDTH_STEP);
}
