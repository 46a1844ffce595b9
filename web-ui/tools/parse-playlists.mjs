// Reads a file of HLS media playlists, one JSON string a line, with two parsers that nobody here wrote, and prints for
// each playlist one JSON line of what either understood. A parser that refuses a playlist ends it with an error.
import { readFileSync } from "node:fs";
import hls from "hls-parser";
import { Parser } from "m3u8-parser";

hls.setOptions({ strictMode: true });

function byHlsParser(text) {
  const playlist = hls.parse(text);
  const complete = playlist.segments.filter(({ uri }) => uri);
  return {
    target: playlist.targetDuration,
    partTarget: playlist.partTargetDuration,
    first: playlist.mediaSequenceBase,
    segments: complete.map(({ uri }) => uri),
    parts: playlist.segments.flatMap(({ parts }) =>
      parts.filter(({ hint }) => !hint).map(({ uri }) => uri),
    ),
    hint: playlist.segments.flatMap(({ parts }) =>
      parts.filter(({ hint }) => hint).map(({ uri }) => uri),
    )[0],
    blocks: playlist.lowLatencyCompatibility.canBlockReload,
  };
}

function byM3u8Parser(text) {
  const parser = new Parser();
  const warnings = [];
  parser.on("warn", ({ message }) => warnings.push(message));
  parser.push(text);
  parser.end();
  const { manifest } = parser;
  return {
    target: manifest.targetDuration,
    partTarget: manifest.partTargetDuration,
    first: manifest.mediaSequence,
    segments: manifest.segments.filter(({ uri }) => uri).map(({ uri }) => uri),
    parts: manifest.segments
      .concat(manifest.preloadSegment ?? [])
      .flatMap(({ parts = [] }) => parts.map(({ uri }) => uri)),
    hint: (manifest.preloadSegment?.preloadHints ?? manifest.preloadHints ?? [])[0]?.uri,
    blocks: manifest.serverControl.canBlockReload,
    warnings,
  };
}

for (const line of readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean)) {
  const text = JSON.parse(line);
  console.log(JSON.stringify({ hlsParser: byHlsParser(text), m3u8Parser: byM3u8Parser(text) }));
}
