export type Route = { readonly page: "grid" } | { readonly page: "camera"; readonly id: string };

export function parseRoute(hash: string): Route {
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
