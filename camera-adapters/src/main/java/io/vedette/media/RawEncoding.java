package io.vedette.media;

/** How the samples of audio are coded that browsers do not play. */
public enum RawEncoding {
  /** ITU-T G.711, µ-law. */
  G711_MU_LAW("G.711 µ-law", 8),
  /** ITU-T G.711, A-law. */
  G711_A_LAW("G.711 A-law", 8),
  /** ITU-T G.722 at 64 kbit/s: two samples at 16 kHz in a byte. */
  G722("G.722", 4),
  /** ITU-T G.726 at 16 kbit/s, the first code in the lowest bits (RFC 3551 4.5.4). */
  G726_16("G.726 16 kbit/s", 2),
  /** The same at 24 kbit/s. */
  G726_24("G.726 24 kbit/s", 3),
  /** The same at 32 kbit/s. */
  G726_32("G.726 32 kbit/s", 4),
  /** The same at 40 kbit/s. */
  G726_40("G.726 40 kbit/s", 5),
  /** ITU-T G.726 at 16 kbit/s, the first code in the highest bits (ITU-T I.366.2 Annex E). */
  AAL2_G726_16("G.726 16 kbit/s (AAL2)", 2),
  /** The same at 24 kbit/s. */
  AAL2_G726_24("G.726 24 kbit/s (AAL2)", 3),
  /** The same at 32 kbit/s. */
  AAL2_G726_32("G.726 32 kbit/s (AAL2)", 4),
  /** The same at 40 kbit/s. */
  AAL2_G726_40("G.726 40 kbit/s (AAL2)", 5),
  /** Linear PCM, unsigned. */
  L8("L8", 8),
  /** Linear PCM, signed, big-endian. */
  L16("L16", 16),
  /** Linear PCM, signed, big-endian. */
  L24("L24", 24);

  private final String label;
  private final int bitsPerSample;

  RawEncoding(String label, int bitsPerSample) {
    this.label = label;
    this.bitsPerSample = bitsPerSample;
  }

  /** What people call it. */
  public String label() {
    return label;
  }

  /** Bits of one coded sample of one channel. */
  public int bitsPerSample() {
    return bitsPerSample;
  }
}
