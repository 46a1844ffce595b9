import { Awake, type Network } from "./awake";

/** Fires `interrupted` to all who keep connections on this page; the page itself starts and stops it. */
export const interruptions = new Awake({
  page: document,
  window,
  network: (navigator as { connection?: Network }).connection,
  clocks: () => [performance.now(), Date.now()],
});
