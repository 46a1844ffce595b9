/** From where a camera takes its time, as the box's JSON writes it. */
export interface Ntp {
  /** True where it takes it from NTP at all; otherwise its clock was set by hand. */
  readonly used: boolean;
  /** True where its network tells it the servers. */
  readonly fromDhcp: boolean;
  /** Host names or addresses, as far as it tells them; also while it uses none of them. */
  readonly servers: readonly string[];
}

export type NtpChoice = { readonly servers: readonly string[] } | { readonly fromDhcp: true };

export function ntpWords({ used, fromDhcp, servers }: Ntp): string {
  if (!used) {
    return "Its own clock, no NTP";
  }
  const named = servers.join(", ");
  return fromDhcp ? `NTP, ${named || "servers"} by DHCP` : named ? `NTP, ${named}` : "NTP";
}

/** The servers of a line; people part them as they like. */
export function serversOf(line: string): readonly string[] {
  return line.split(/[\s,;]+/).filter((server) => server !== "");
}
