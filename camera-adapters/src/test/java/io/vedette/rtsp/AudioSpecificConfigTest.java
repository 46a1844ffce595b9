package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioSpecificConfigTest {

  @ParameterizedTest
  @CsvSource({
    // AAC-LC at 16 kHz mono, 44.1 kHz stereo, 48 kHz stereo with the flag that says "no SBR".
    "1408,         2, 16000, 1, false, false, 16000",
    "1210,         2, 44100, 2, false, false, 44100",
    "119056e500,   2, 48000, 2, false, false, 48000",
    // A rate of its own in 24 bits: 12345 Hz.
    "1780181c88,   2, 12345, 1, false, false, 12345",
    // HE-AAC at 48 kHz of a core at 24 kHz: said at the front, and said behind.
    "2b118800,     2, 24000, 2, true, false, 48000",
    "131056e598,   2, 24000, 2, true, false, 48000",
    // HE-AAC v2 likewise: one channel that becomes two.
    "eb098800,     2, 24000, 1, true, true, 48000",
    "130856e59d4880, 2, 24000, 1, true, true, 48000",
  })
  void tellsRatesChannelsAndExtensions(
      String config,
      int objectType,
      int coreRate,
      int channels,
      boolean sbr,
      boolean ps,
      int sampleRate) {
    AudioSpecificConfig read = AudioSpecificConfig.parse(hex(config));
    assertEquals(objectType, read.objectType());
    assertEquals(coreRate, read.coreRate());
    assertEquals(channels, read.channels());
    assertEquals(sbr, read.sbr());
    assertEquals(ps, read.ps());
    assertEquals(sampleRate, read.sampleRate());
    assertEquals(1024, read.frameSamples());
    assertArrayEquals(hex(config), read.bytes());
  }

  @Test
  void framesMayHave960Samples() {
    assertEquals(960, AudioSpecificConfig.parse(hex("140c")).frameSamples());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "14", // cut short
        "1688", // rate index 13
        "1400", // channels by a program config element
        "4408", // CELP
        "1780000008", // 0 Hz
      })
  void whatIsNoAacIsRefused(String config) {
    assertThrows(IllegalArgumentException.class, () -> AudioSpecificConfig.parse(hex(config)));
  }
}
