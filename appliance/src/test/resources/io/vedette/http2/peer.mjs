// An HTTP/2 client, as Node.js has it: node peer.mjs ORIGIN TOKEN TASK ARGUMENT…; prints what it met as JSON.
// Its windows are those that every client has if it says nothing: 65535 bytes for the connection and for each stream.
import { createHash } from "node:crypto";
import { connect, constants } from "node:http2";
import { setTimeout as pause } from "node:timers/promises";

const [origin, token, task, ...words] = process.argv.slice(2);
const LARGE_WINDOW = 1 << 24;

let goaway = null;
const session = connect(origin);
session.on("goaway", (code) => (goaway = code));
session.on("error", () => {});

function open(path) {
  return session.request({ ":path": path, authorization: `Bearer ${token}` });
}

/** Reads an answer to its end, or to what ends it. */
function read(request) {
  return new Promise((resolve) => {
    const hash = createHash("sha256");
    const met = { status: 0, bytes: 0, reset: 0 };
    request.on("response", (headers) => (met.status = headers[":status"]));
    request.on("data", (data) => {
      met.bytes += data.length;
      hash.update(data);
    });
    request.on("error", () => {});
    request.on("close", () => resolve({ ...met, reset: request.rstCode, sha256: hash.digest("hex") }));
  });
}

/** The whole text of an answer. */
function text(request) {
  return new Promise((resolve) => {
    let all = "";
    request.setEncoding("utf8");
    request.on("data", (more) => (all += more));
    request.on("error", () => {});
    request.on("close", () => resolve(all));
  });
}

/** A playlist's path with what makes its answer wait for the segment after the one that is being filled. */
async function blocked(playlist) {
  const [, sequence] = (await text(open(playlist))).match(/PRELOAD-HINT:TYPE=PART,URI="(\d+)\./);
  return `${playlist}?_HLS_msn=${Number(sequence) + 1}`;
}

const tasks = {
  /** The same thing, many times at once. */
  async crowd(path, count) {
    return Promise.all(Array.from({ length: Number(count) }, () => read(open(path))));
  },

  /** The same playlist that is not there yet, many times at once. */
  async reloads(playlist, count) {
    return tasks.crowd(await blocked(playlist), count);
  },

  /** One who never reads, beside others who do. */
  async paused(path, count) {
    session.setLocalWindowSize(LARGE_WINDOW);
    const stuck = open(path);
    const ended = new Promise((resolve) => {
      stuck.on("error", () => {});
      stuck.on("close", () => resolve(stuck.rstCode));
    });
    await new Promise((resolve) => stuck.on("response", resolve));
    const begun = Date.now();
    const beside = await Promise.all(Array.from({ length: Number(count) }, () => read(open(path))));
    const besideMillis = Date.now() - begun;
    const reset = await ended;
    const resetMillis = Date.now() - begun;
    return { beside, besideMillis, reset, resetMillis, after: await read(open("/observe/health")) };
  },

  /** Requests that are taken back before they are answered. */
  async resets(playlist, count, gapMillis) {
    const path = await blocked(playlist);
    let resets = 0;
    while (resets < Number(count) && !session.destroyed && !session.closed) {
      const request = open(path);
      request.on("error", () => {});
      await pause(Number(gapMillis));
      request.close(constants.NGHTTP2_CANCEL);
      resets++;
    }
    return { resets };
  },
};

await new Promise((resolve) => session.once("remoteSettings", resolve));
const found = await tasks[task](...words);
process.stdout.write(JSON.stringify({ found, goaway }));
process.exit(0);
