export type Route =
  | { readonly page: "grid" }
  | { readonly page: "camera"; readonly id: string }
  | { readonly page: "encoding" }
  | { readonly page: "find" };

export function parseRoute(hash: string): Route {
  if (hash === encodingHref) {
    return { page: "encoding" };
  }
  if (hash === findHref) {
    return { page: "find" };
  }
  const match = /^#\/camera\/([^/]+)$/.exec(hash);
  if (!match?.[1]) {
    return { page: "grid" };
  }
  try {
    return { page: "camera", id: decodeURIComponent(match[1]) };
  } catch {
    return { page: "grid" };
  }
}

export function cameraHref(id: string): string {
  return `#/camera/${encodeURIComponent(id)}`;
}

export const gridHref = "#/";

export const encodingHref = "#/encoding";

export const findHref = "#/find";
