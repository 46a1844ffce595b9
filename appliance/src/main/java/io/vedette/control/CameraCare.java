package io.vedette.control;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.Maintenance;
import io.vedette.camera.onvif.Maintenance.Relay;
import io.vedette.camera.onvif.NtpSettings;
import io.vedette.health.HealthBoard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What is set in one camera: its clock, its relays. Any thread may call, and is blocked until the
 * camera has answered.
 */
public final class CameraCare {

  private final DeviceAccess access;
  private final DeviceConversation conversation;
  private final HealthBoard health;
  private final InstantSource clock;

  CameraCare(
      DeviceAccess access,
      DeviceConversation conversation,
      HealthBoard health,
      InstantSource clock) {
    this.access = access;
    this.conversation = conversation;
    this.health = health;
    this.clock = clock;
  }

  /**
   * Sets the camera's clock to the box's, which ends the camera's use of NTP.
   *
   * @return by how much it is ahead then, if it tells
   */
  public Optional<Duration> setClock() throws CameraException {
    Optional<Duration> ahead =
        conversation.ask(device -> device.maintenance().setTime(clock.instant()).ahead());
    tell(ahead);
    return ahead;
  }

  private void tell(Optional<Duration> ahead) {
    health.device(access.camera().id(), facts -> facts.told(Optional.empty(), ahead));
  }

  /** From where it takes its time; its clock is read anew. */
  public NtpSettings ntp() throws CameraException {
    return conversation.ask(device -> ntp(device.maintenance()));
  }

  private NtpSettings ntp(Maintenance maintenance) throws CameraException {
    NtpSettings told = maintenance.ntp();
    tell(maintenance.clock().ahead());
    return told;
  }

  /**
   * Lets it take its time from NTP.
   *
   * @param servers addresses or host names; none for those that its network tells by DHCP
   * @return from where it takes its time then
   */
  public NtpSettings useNtp(List<String> servers) throws CameraException {
    return conversation.ask(
        device -> {
          Maintenance maintenance = device.maintenance();
          if (servers.isEmpty()) {
            maintenance.useNtpOfDhcp();
          } else {
            maintenance.useNtp(servers);
          }
          return ntp(maintenance);
        });
  }

  /** Restarts the camera, which is away for a minute or so then. */
  public void reboot() throws CameraException {
    conversation.ask(
        device -> {
          device.maintenance().reboot();
          return true;
        });
  }

  /** Its relays; none where it knows of no such thing. */
  public List<Relay> relays() throws CameraException {
    try {
      return conversation.ask(device -> device.maintenance().relays());
    } catch (CameraException e) {
      if (e.reason() == Reason.REFUSED) {
        return List.of();
      }
      throw e;
    }
  }

  /** Switches a relay. */
  public void setRelay(String token, boolean active) throws CameraException {
    conversation.ask(
        device -> {
          device.maintenance().setRelay(token, active);
          return true;
        });
  }
}
