type MediaSourceClass = typeof MediaSource;

/** MediaSource, or what iPhones have in its place. */
export function mediaSourceClass(): MediaSourceClass | undefined {
  const scope = globalThis as {
    MediaSource?: MediaSourceClass;
    ManagedMediaSource?: MediaSourceClass;
  };
  return scope.MediaSource ?? scope.ManagedMediaSource;
}

export function canPlay(mime: string): boolean {
  return mediaSourceClass()?.isTypeSupported(mime) ?? false;
}

/** Whether a browser without MSE can play HLS by itself (iPhones before iOS 17.1). */
export function playsHlsItself(): boolean {
  return (
    !mediaSourceClass() &&
    document.createElement("video").canPlayType("application/vnd.apple.mpegurl") !== ""
  );
}

/** What stands behind `codecs=` in a MIME type (RFC 6381); empty where nothing does. */
export function codecsOf(mime: string): string {
  return /codecs="?([^";]*)"?/.exec(mime)?.[1]?.trim() ?? "";
}

/**
 * What a ManagedMediaSource adds: it tells when it wants no more for now, and may forget what it was given. An
 * ordinary MediaSource is always streaming.
 */
export function onStreaming(source: MediaSource, change: (streaming: boolean) => void): void {
  source.addEventListener("startstreaming", () => change(true));
  source.addEventListener("endstreaming", () => change(false));
}
