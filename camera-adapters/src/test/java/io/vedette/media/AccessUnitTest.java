package io.vedette.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AccessUnitTest {

  private static final byte[] BYTES = {1, 2, 3};

  @Test
  void theBytesLieBehindTheRoom() {
    AccessUnit unit = AccessUnit.copyOf(new byte[] {0, 1, 2, 3, 4}, 1, 3);
    assertEquals(3, unit.length());
    assertEquals(unit.end(), unit.offset() + 3);
    assertEquals(unit.end(), unit.array().length);
    assertEquals(2, unit.array()[unit.offset() + 1]);
    assertArrayEquals(BYTES, unit.toByteArray());
  }

  @Test
  void theRoomIsTheFirstCallersAndOthersGetACopy() {
    AccessUnit unit = AccessUnit.copyOf(BYTES);
    byte[] first = unit.claim();
    assertSame(unit.array(), first);
    first[0] = 7;
    byte[] second = unit.claim();
    assertNotSame(first, second);
    second[0] = 8;
    assertEquals(7, first[0]);
    assertEquals(3, second[second.length - 1]);
  }

  @Test
  void theRoomOfAnArrayThatIsSharedIsNobodys() {
    byte[] shared = AccessUnit.copyOf(BYTES).claim();
    AccessUnit unit = AccessUnit.within(shared);
    assertArrayEquals(BYTES, unit.toByteArray());
    assertSame(shared, unit.array());
    assertNotSame(shared, unit.claim());
    assertThrows(IllegalArgumentException.class, () -> AccessUnit.within(new byte[111]));
  }

  @Test
  void twoJoinInTheirOrder() {
    AccessUnit unit = AccessUnit.join(AccessUnit.copyOf(BYTES), AccessUnit.copyOf(new byte[] {4}));
    assertArrayEquals(new byte[] {1, 2, 3, 4}, unit.toByteArray());
    assertSame(unit.array(), unit.claim());
  }
}
