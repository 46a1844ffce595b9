package io.vedette.testing;

import io.vedette.testing.onvif.DeviceLogin;
import io.vedette.testing.onvif.OnvifReply;
import io.vedette.testing.onvif.OnvifRequest;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.w3c.dom.Element;

/** A camera by ONVIF that notices things, can be turned, and writes down what it is told. */
public final class MovableDevice implements AutoCloseable {

  private static final String NOTIFICATION =
      "<wsnt:NotificationMessage><wsnt:Topic>tns1:%s</wsnt:Topic><wsnt:Message>"
          + "<tt:Message UtcTime=\"%s\" PropertyOperation=\"%s\"><tt:Source><tt:SimpleItem"
          + " Name=\"Source\" Value=\"source_1\"/></tt:Source><tt:Data><tt:SimpleItem"
          + " Name=\"State\" Value=\"%s\"/></tt:Data></tt:Message></wsnt:Message>"
          + "</wsnt:NotificationMessage>";

  private final ScriptedOnvifDevice device;
  private final List<String> done = new ArrayList<>();
  private final Map<String, Boolean> states = new ConcurrentHashMap<>();
  private final BlockingQueue<String> notifications = new LinkedBlockingQueue<>();
  private final Map<String, String> presets = new ConcurrentHashMap<>(Map.of("1", "Gate"));

  /** One that lets in {@link ScriptedOnvifDevice#GOOD}. */
  public MovableDevice() throws IOException {
    this(0);
  }

  /** One at the port of another that has been closed, as after a restart. */
  public MovableDevice(int port) throws IOException {
    device = new ScriptedOnvifDevice(DeviceLogin.Kind.DIGEST_MD5, port);
    for (String operation :
        List.of("ContinuousMove", "Stop", "RelativeMove", "GotoPreset", "GotoHomePosition")) {
      device.on(operation, request -> noted(request, ""));
    }
    device.on("GetPresets", _ -> OnvifReply.soap(presets()));
    device.on(
        "SetPreset",
        request -> {
          String token = String.valueOf(presets.size() + 1);
          presets.put(token, request.text("PresetName").orElse(""));
          return noted(request, "<tptz:PresetToken>" + token + "</tptz:PresetToken>");
        });
    device.on(
        "RemovePreset",
        request -> {
          presets.remove(request.text("PresetToken").orElse(""));
          return noted(request, "");
        });
    device.on("SystemReboot", request -> noted(request, ""));
    device.on("SetRelayOutputState", request -> noted(request, ""));
    device.on(
        "GetRelayOutputs",
        "<tds:GetRelayOutputsResponse><tds:RelayOutputs token=\"r1\"><tt:Properties>"
            + "<tt:Mode>Bistable</tt:Mode></tt:Properties></tds:RelayOutputs>"
            + "</tds:GetRelayOutputsResponse>");
    device.on(
        "SetSystemDateAndTime",
        request -> {
          // Also where it is to ask NTP, which puts it right.
          device.ahead(Duration.ZERO);
          return noted(request);
        });
    device.on("SetNTP", this::noted);
    device.on("SetImagingSettings", this::noted);
    device.on("CreatePullPointSubscription", _ -> OnvifReply.soap(subscribed()));
    device.on("PullMessages", request -> OnvifReply.soap(pulled(request)));
    device.on("Renew", "<wsnt:RenewResponse/>");
    device.on("Unsubscribe", "<wsnt:UnsubscribeResponse/>");
  }

  private OnvifReply noted(OnvifRequest request, String content) {
    synchronized (done) {
      done.add(line(request.body()));
      done.notifyAll();
    }
    String name = request.operation() + "Response";
    String prefix = request.namespace().contains("ptz") ? "tptz:" : "tds:";
    return OnvifReply.soap("<" + prefix + name + ">" + content + "</" + prefix + name + ">");
  }

  /** Noted, and done as a good camera does it. */
  private OnvifReply noted(OnvifRequest request) {
    noted(request, "");
    return device.good().to(request);
  }

  /** The request's element without its namespaces, as one line. */
  private static String line(Element element) {
    StringBuilder line = new StringBuilder(element.getLocalName());
    for (String name : new String[] {"x", "y"}) {
      line.append(element.hasAttribute(name) ? " " + name + "=" + element.getAttribute(name) : "");
    }
    List<Element> children = OnvifRequest.children(element);
    if (children.isEmpty()) {
      return line + (element.getTextContent().isEmpty() ? "" : "=" + element.getTextContent());
    }
    return line
        + "("
        + String.join(", ", children.stream().map(MovableDevice::line).toList())
        + ")";
  }

  private String presets() {
    StringBuilder all = new StringBuilder("<tptz:GetPresetsResponse>");
    presets.forEach(
        (token, name) ->
            all.append(
                "<tptz:Preset token=\"%s\"><tt:Name>%s</tt:Name></tptz:Preset>"
                    .formatted(token, name.replace("&", "&amp;").replace("<", "&lt;"))));
    return all.append("</tptz:GetPresetsResponse>").toString();
  }

  private String subscribed() {
    notifications.clear();
    states.forEach((topic, state) -> notifications.add(notification(topic, "Initialized", state)));
    return "<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa:Address>"
        + "http://127.0.0.1:"
        + port()
        + "/onvif/pull</wsa:Address></tev:SubscriptionReference>"
        + "</tev:CreatePullPointSubscriptionResponse>";
  }

  private String pulled(OnvifRequest request) throws InterruptedException {
    Duration wait = Duration.parse(request.text("Timeout").orElse("PT1S"));
    String first = notifications.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    StringBuilder all = new StringBuilder("<tev:PullMessagesResponse>");
    for (String one = first; one != null; one = notifications.poll()) {
      all.append(one);
    }
    return all.append("</tev:PullMessagesResponse>").toString();
  }

  private static String notification(String topic, String operation, boolean state) {
    return NOTIFICATION.formatted(topic, Instant.now(), operation, state);
  }

  /** Something begins or ends that is told by this topic, such as VideoSource/MotionAlarm. */
  public void notices(String topic, boolean state) {
    states.put(topic, state);
    notifications.add(notification(topic, "Changed", state));
  }

  /** What it was told to do, in that order, without what it was asked. */
  public List<String> done() {
    synchronized (done) {
      return List.copyOf(done);
    }
  }

  /** Waits until it was told to do so much. */
  public List<String> awaitDone(int count, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (done) {
      while (done.size() < count) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("it was only told " + done);
        }
        done.wait(left);
      }
      return List.copyOf(done);
    }
  }

  /** Waits until this is the last that it was told. */
  public void awaitLast(String wanted, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (done) {
      while (done.isEmpty() || !done.getLast().equals(wanted)) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("it was only told " + done);
        }
        done.wait(left);
      }
    }
  }

  /** What it says beside; to be changed. */
  public ScriptedOnvifDevice script() {
    return device;
  }

  public int port() {
    return device.port();
  }

  @Override
  public void close() {
    device.close();
  }
}
