package io.vedette.rtsp;

import io.vedette.media.AccessUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a depacketizer hands over, a line each. */
final class CollectedUnits implements AccessUnitSink {

  private final List<String> lines = new ArrayList<>();

  /** All lines so far. */
  List<String> lines() {
    return lines;
  }

  @Override
  public void parameterSet(byte[] buffer, int offset, int length) {
    lines.add("set " + HexFormat.of().formatHex(buffer, offset, offset + length));
  }

  @Override
  public void accessUnit(AccessUnit unit, boolean key, int timestamp) {
    lines.add(
        (key ? "key " : "unit ") + timestamp + " " + HexFormat.of().formatHex(unit.toByteArray()));
  }

  @Override
  public void refused(String why) {
    lines.add("refused: " + why);
  }
}
