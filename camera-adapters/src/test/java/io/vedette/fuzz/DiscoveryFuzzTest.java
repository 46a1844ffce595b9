package io.vedette.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vedette.camera.discovery.StrangersWords;

/** What anybody on the network can send to the box while it looks for cameras. */
class DiscoveryFuzzTest {

  @FuzzTest
  void wsDiscovery(byte[] input) {
    StrangersWords.wsDiscovery(input);
  }

  @FuzzTest
  void multicastDns(byte[] input) {
    StrangersWords.multicastDns(input);
  }

  @FuzzTest
  void ssdp(byte[] input) {
    StrangersWords.ssdp(input);
  }

  @FuzzTest
  void description(byte[] input) {
    StrangersWords.description(input);
  }
}
