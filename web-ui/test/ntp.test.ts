import { describe, expect, it } from "vitest";
import { ntpWords, serversOf } from "../src/ntp";

describe("ntpWords", () => {
  it("says from where the time comes", () => {
    const servers = ["192.0.2.1", "ntp.example"];
    expect(ntpWords({ used: true, fromDhcp: false, servers })).toBe("NTP, 192.0.2.1, ntp.example");
    expect(ntpWords({ used: true, fromDhcp: false, servers: [] })).toBe("NTP");
    expect(ntpWords({ used: true, fromDhcp: true, servers: ["192.0.2.1"] })).toBe(
      "NTP, 192.0.2.1 by DHCP",
    );
    expect(ntpWords({ used: true, fromDhcp: true, servers: [] })).toBe("NTP, servers by DHCP");
    expect(ntpWords({ used: false, fromDhcp: false, servers })).toBe("Its own clock, no NTP");
  });
});

describe("serversOf", () => {
  it("parts a line as people write it", () => {
    expect(serversOf(" a.example, b.example;c.example\td ")).toEqual([
      "a.example",
      "b.example",
      "c.example",
      "d",
    ]);
    expect(serversOf("  ")).toEqual([]);
  });
});
