package io.vedette.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException.Reason;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPauseTest {

  private final RetryPause pause = new RetryPause(new Random(7));

  private void about(Duration expected, Reason reason) {
    double ratio = (double) pause.after(reason).toMillis() / expected.toMillis();
    assertTrue(ratio >= 0.79 && ratio <= 1.21, reason + ": " + ratio);
  }

  @Test
  void growsWhileTheCameraIsAwayAndBeginsAnew() {
    for (int i = 0; i < 7; i++) {
      about(RetryPause.FIRST.multipliedBy(1L << i), Reason.UNREACHABLE);
    }
    for (int i = 0; i < 3; i++) {
      pause.after(Reason.PROTOCOL);
    }
    about(RetryPause.LONGEST, Reason.UNREACHABLE);
    pause.reset();
    about(RetryPause.FIRST, Reason.CLOSED);
  }

  @Test
  void isLongAtOnceWhereAskingAgainIsOfNoUse() {
    about(DeviceNotes.PEACE, Reason.UNAUTHORIZED);
    about(RetryPause.USELESS, Reason.NOT_FOUND);
    about(RetryPause.USELESS, Reason.REFUSED);
    about(RetryPause.FIRST, Reason.UNREACHABLE);
  }
}
