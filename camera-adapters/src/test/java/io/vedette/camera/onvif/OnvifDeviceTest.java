package io.vedette.camera.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.onvif.VideoEncoding.Codec;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.camera.onvif.soap.SoapLimits;
import io.vedette.testing.ScriptedServer;
import io.vedette.testing.onvif.DeviceLogin.Kind;
import io.vedette.testing.onvif.GoodAnswers;
import io.vedette.testing.onvif.OnvifReply;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a device, and what of one that answers badly. */
@Timeout(240)
class OnvifDeviceTest {

  private static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";

  /** For a device that never comes to an end. */
  private static final SoapLimits QUICK = SoapLimits.DEFAULT.withAnswer(Duration.ofSeconds(5));

  /** For all others, however busy the machine is. */
  private static final SoapLimits PATIENT = SoapLimits.DEFAULT.withAnswer(Duration.ofSeconds(60));

  private static OnvifDevice connect(String url) throws CameraException {
    return connect(url, PATIENT);
  }

  private static OnvifDevice connect(String url, SoapLimits limits) throws CameraException {
    return OnvifDevice.connect(
        new DeviceAddress(URI.create(url)),
        Optional.of(ScriptedOnvifDevice.GOOD),
        new CameraMemory(),
        limits,
        Clock.systemUTC());
  }

  private static DeviceDescription describe(ScriptedOnvifDevice device) throws CameraException {
    try (OnvifDevice connected = connect(device.url())) {
      return connected.describe();
    }
  }

  private static ScriptedOnvifDevice good() throws Exception {
    return new ScriptedOnvifDevice(Kind.TOKEN);
  }

  private static ScriptedOnvifDevice ofProfileS() throws Exception {
    ScriptedOnvifDevice device = good();
    return device.on(
        "GetServices",
        GoodAnswers.services(
            "http://127.0.0.1:" + device.port(), "http://www.onvif.org/ver10/device/wsdl", MEDIA));
  }

  @Test
  void aDeviceOfProfileTTellsAll() throws Exception {
    try (ScriptedOnvifDevice device = good()) {
      DeviceDescription told = describe(device);
      assertEquals(
          new DeviceIdentity("Ac&me", "DS-9", "V5.7.3", "DS-9-0042", "88"), told.identity());
      assertEquals(Optional.of("44:19:b6:0a:0b:0c"), told.mac());
      assertEquals(List.of("192.168.1.64"), told.interfaces().getFirst().addresses());
      assertEquals(Optional.of("gate"), told.hostname());
      assertEquals(7, told.services().size());
      MediaProfile main = told.profiles().getFirst();
      VideoEncoding video = main.video().orElseThrow();
      assertEquals(Codec.H265, video.codec());
      assertEquals(new PictureSize(3840, 2160), video.size());
      assertEquals(50, video.rate().orElseThrow());
      assertEquals(8192, video.bitrate().orElseThrow());
      assertEquals(400, video.gop().orElseThrow());
      assertEquals(
          URI.create("rtsp://127.0.0.1:8554/p_enc_1?transportmode=unicast&x=1"),
          main.stream().orElseThrow());
      assertEquals(
          URI.create("http://127.0.0.1:" + device.port() + "/snap?p_enc_1"),
          main.snapshot().orElseThrow());
      assertTrue(main.ptz());
      assertEquals(List.of(), told.notes());
      // H.264 alone plays everywhere: the large H.265 stream is not the main one.
      assertEquals("p_enc_2", told.choice().main().orElseThrow().token());
      assertEquals(List.of(), device.failures());
    }
  }

  @Test
  void aDeviceOfProfileSTellsAll() throws Exception {
    try (ScriptedOnvifDevice device = ofProfileS()) {
      DeviceDescription told = describe(device);
      VideoEncoding sub = told.profiles().get(1).video().orElseThrow();
      assertEquals(Codec.H264, sub.codec());
      assertEquals(50, sub.gop().orElseThrow());
      assertEquals(Optional.of("High"), sub.profile());
      assertEquals(
          "rtsp://127.0.0.1:8554/p_enc_2?transportmode=unicast&x=1",
          told.profiles().get(1).stream().orElseThrow().toString());
    }
  }

  @Test
  void aProfileWithoutVideoHasNoStreamAndDoesNoHarm() throws Exception {
    try (ScriptedOnvifDevice device = good()) {
      MediaProfile audio = describe(device).profiles().get(2);
      assertEquals("audio", audio.name());
      assertEquals(Optional.empty(), audio.video());
      assertEquals(Optional.empty(), audio.stream());
    }
  }

  @Test
  void anOldDeviceTellsByCapabilities() throws Exception {
    try (ScriptedOnvifDevice device = good().without("GetServices")) {
      device.on(
          "GetCapabilities",
          "<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Media><tt:XAddr>http://192.168.1.64/m"
              + "</tt:XAddr></tt:Media><tt:PTZ><tt:XAddr>http://192.168.1.64/p</tt:XAddr></tt:PTZ>"
              + "</tds:Capabilities></tds:GetCapabilitiesResponse>");
      try (OnvifDevice connected = connect(device.url())) {
        assertEquals(
            URI.create("http://127.0.0.1:" + device.port() + "/m"),
            connected.services().get(OnvifService.MEDIA));
        assertEquals(3, connected.describe().profiles().size());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://0.0.0.0:554/live,rtsp://127.0.0.1:554/live",
    "rtsp://camera.local/live,rtsp://127.0.0.1/live",
    "rtsp://admin:12345@192.168.1.64:8554/live,rtsp://127.0.0.1:8554/live",
    "rtsp://[fe80::1]:554/live,rtsp://127.0.0.1:554/live",
  })
  void streamsAreOfTheHostThatAnswered(String told, String used) throws Exception {
    try (ScriptedOnvifDevice device = good().on("GetStreamUri", GoodAnswers.stream(told, true))) {
      DeviceDescription description = describe(device);
      assertEquals(URI.create(used), description.profiles().getFirst().stream().orElseThrow());
      assertEquals(1, description.notes().size(), description.notes().toString());
      assertTrue(!description.notes().getFirst().contains("12345"), description.notes().toString());
    }
  }

  @Test
  void whatIsNotToldIsNoted() throws Exception {
    try (ScriptedOnvifDevice device =
        good()
            .without("GetSnapshotUri")
            .without("GetHostname")
            .on("GetNetworkInterfaces", _ -> OnvifReply.raw(200, "<html>oops"))
            .on("GetDeviceInformation", "<x/>")) {
      DeviceDescription told = describe(device);
      assertEquals("", told.identity().serial());
      assertEquals(2, told.profiles().stream().filter(p -> p.stream().isPresent()).count());
      assertEquals(
          3, told.notes().size(), "each failure once, not once a profile: " + told.notes());
    }
  }

  static final String BOMB =
      "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b"
          + " \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><s:Envelope><s:Body>&b;</s:Body></s:Envelope>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        BOMB,
        "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/evil.dtd\"><x/>",
        "",
        "not xml",
        "<a/>",
        "<Envelope><Body",
        "<html><head><meta></head></html>"
      })
  void whatIsNoSoapIsAFailureInWords(String body) throws Exception {
    try (ScriptedOnvifDevice device = good().on("GetServices", _ -> OnvifReply.raw(200, body))) {
      CameraException failure =
          assertThrows(CameraException.class, () -> connect(device.url()).close());
      assertEquals(Reason.PROTOCOL, failure.reason());
      assertTrue(failure.getMessage().startsWith("GetServices: no ONVIF at 127.0.0.1"));
    }
  }

  @Test
  void hugeAndDeepAnswersEndTheQuestionOnly() throws Exception {
    String huge = OnvifReply.envelope("<x>" + "y".repeat(3 << 20) + "</x>");
    String deep = OnvifReply.envelope("<x>".repeat(100_000));
    try (ScriptedOnvifDevice device =
        good()
            .on("GetHostname", _ -> OnvifReply.raw(200, huge))
            .on("GetNetworkInterfaces", _ -> OnvifReply.raw(200, deep))) {
      DeviceDescription told = describe(device);
      assertEquals("DS-9", told.identity().model());
      assertEquals(3, told.profiles().size());
      assertTrue(told.notes().toString().contains("longer than 2097152 bytes"), told.notes() + "");
      assertTrue(told.notes().toString().contains("nested deeper"), told.notes() + "");
    }
  }

  @Test
  void anEndlessAnswerEndsWithItsTime() throws Exception {
    // A byte now and then, so that no time-out between two of them ever comes.
    try (ScriptedServer device =
        new ScriptedServer(
            connection -> {
              OutputStream out = connection.getOutputStream();
              out.write(
                  "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n\r\n<a>"
                      .getBytes(StandardCharsets.US_ASCII));
              CountDownLatch never = new CountDownLatch(1);
              while (!never.await(100, TimeUnit.MILLISECONDS)) {
                out.write('x');
              }
            })) {
      long began = System.nanoTime();
      CameraException failure =
          assertThrows(
              CameraException.class,
              () -> connect("http://127.0.0.1:" + device.port() + "/", QUICK).close());
      assertEquals(Reason.UNREACHABLE, failure.reason());
      assertTrue(failure.getMessage().contains("no whole answer"), failure.getMessage());
      assertTrue(System.nanoTime() - began < 60_000_000_000L);
    }
  }

  @Test
  void whatIsNotThereIsUnreachable() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    OnvifFinding finding =
        OnvifFinding.of(
            new DeviceAddress(URI.create("http://127.0.0.1:" + free + "/")),
            Optional.empty(),
            new CameraMemory());
    OnvifFinding.Failed failed = assertInstanceOf(OnvifFinding.Failed.class, finding);
    assertEquals(Reason.UNREACHABLE, failed.reason());
    assertTrue(failed.seen().contains("127.0.0.1 port " + free), failed.seen());
  }

  @Test
  void whatSpeaksSomethingElseIsNoDevice() throws Exception {
    try (ScriptedServer device =
        new ScriptedServer(
            connection ->
                connection
                    .getOutputStream()
                    .write("SSH-2.0-dropbear\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      CameraException failure =
          assertThrows(
              CameraException.class,
              () -> connect("http://127.0.0.1:" + device.port() + "/").close());
      assertEquals(Reason.PROTOCOL, failure.reason());
    }
  }

  @Test
  void aRedirectionIsToldAndNotFollowed() throws Exception {
    try (ScriptedOnvifDevice elsewhere = good();
        ScriptedOnvifDevice device = good()) {
      device.on(
          "GetSystemDateAndTime", _ -> OnvifReply.raw(302, "").with("Location", elsewhere.url()));
      CameraException failure =
          assertThrows(CameraException.class, () -> connect(device.url()).close());
      assertTrue(failure.getMessage().contains(elsewhere.url()), failure.getMessage());
      assertEquals(List.of(), elsewhere.asked());
    }
  }

  @Test
  void closingEndsTheQuestionToo() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedOnvifDevice device =
        good()
            .on(
                "GetHostname",
                _ -> {
                  asked.countDown();
                  end.await();
                  return OnvifReply.raw(500, "");
                })) {
      OnvifDevice connected = connect(device.url());
      AtomicReference<CameraException> failure = new AtomicReference<>();
      Thread asking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      connected.describe();
                    } catch (CameraException e) {
                      failure.set(e);
                    }
                  });
      asked.await();
      connected.close();
      asking.join();
      end.countDown();
      assertEquals(Reason.STOPPED, failure.get().reason(), failure.get().getMessage());
      CameraException late = assertThrows(CameraException.class, connected::describe);
      assertEquals(Reason.STOPPED, late.reason());
    }
  }

  @Test
  void noThreadIsLeftOfAConversation() throws Exception {
    Set<Thread> before = clientThreads();
    try (ScriptedOnvifDevice device = good()) {
      for (int i = 0; i < 10; i++) {
        describe(device);
      }
    }
    Set<Thread> left = clientThreads();
    left.removeAll(before);
    for (Thread thread : left) {
      assertTrue(thread.join(Duration.ofSeconds(40)), thread + " has not ended");
    }
  }

  private static Set<Thread> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("HttpClient"))
        .collect(Collectors.toSet());
  }

  @Test
  void anInterruptEndsTheQuestion() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedServer device =
        new ScriptedServer(
            connection -> {
              asked.countDown();
              end.await();
            })) {
      AtomicReference<CameraException> failure = new AtomicReference<>();
      Thread asking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      connect("http://127.0.0.1:" + device.port() + "/").close();
                    } catch (CameraException e) {
                      failure.set(e);
                    }
                  });
      asked.await();
      asking.interrupt();
      asking.join();
      end.countDown();
      assertEquals(Reason.STOPPED, failure.get().reason());
    }
  }

  @Test
  void mediaOneIsAskedWhereMediaTwoIsEmptyOrBroken() throws Exception {
    try (ScriptedOnvifDevice device = good()) {
      device.on(
          "GetProfiles",
          request ->
              request.namespace().equals(MEDIA)
                  ? OnvifReply.soap(device.good().profiles(request))
                  : OnvifReply.fault("ter:ActionNotSupported", "not yet"));
      DeviceDescription told = describe(device);
      assertEquals(3, told.profiles().size());
      assertTrue(told.notes().toString().contains("not yet"), told.notes().toString());
    }
  }

  @Test
  void aRecorderOf64ChannelsIsReadWhole() throws Exception {
    StringBuilder profiles = new StringBuilder("<tr2:GetProfilesResponse>");
    for (int channel = 1; channel <= 64; channel++) {
      for (int stream = 1; stream <= 3; stream++) {
        profiles.append(
            ("<tr2:Profiles token=\"p%d_%d\"><tr2:Name>%s</tr2:Name><tr2:Configurations>"
                    + "<tr2:VideoSource token=\"v\"><tt:SourceToken>s%d</tt:SourceToken>"
                    + "</tr2:VideoSource><tr2:VideoEncoder token=\"e\"><tt:Encoding>H264</tt:Encoding>"
                    + "<tt:Resolution><tt:Width>%d</tt:Width><tt:Height>%d</tt:Height>"
                    + "</tt:Resolution></tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>")
                .formatted(
                    channel, stream, "n".repeat(4000), channel, 1920 / stream, 1080 / stream));
      }
    }
    profiles.append("</tr2:GetProfilesResponse>");
    try (ScriptedOnvifDevice device = good().on("GetProfiles", profiles.toString())) {
      DeviceDescription told = describe(device);
      assertEquals(192, told.profiles().size());
      // What goes beyond 128 is listed without an address.
      assertEquals(128, told.profiles().stream().filter(p -> p.stream().isPresent()).count());
      assertEquals(64, told.choices().size());
      assertEquals("p9_1", told.choices().get("s9").main().orElseThrow().token());
      assertEquals("p9_3", told.choices().get("s9").sub().orElseThrow().token());
    }
  }

  /** It closes the connection just when it is used again, as small servers do with idle ones. */
  @Test
  void aConnectionThatBreaksIsTriedAgainForQuestionsOnly() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
              String first = operation(in);
              asked.add(first);
              String body =
                  first.equals("GetServices")
                      ? OnvifReply.envelope(GoodAnswers.services("http://127.0.0.1", MEDIA))
                      : OnvifReply.envelope("<x/>");
              byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
              connection
                  .getOutputStream()
                  .write(
                      ("HTTP/1.1 200 OK\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body)
                          .getBytes(StandardCharsets.UTF_8));
              asked.add(operation(in) + ", not answered");
            })) {
      try (OnvifDevice device = connect("http://127.0.0.1:" + server.port() + "/")) {
        // Its clock is asked for once more as it told no time: four questions, each the first or
        // the last of a connection.
        assertEquals(
            List.of(
                "GetSystemDateAndTime",
                "GetServices, not answered",
                "GetServices",
                "GetSystemDateAndTime, not answered",
                "GetSystemDateAndTime",
                "GetSystemDateAndTime, not answered",
                "GetSystemDateAndTime"),
            asked);
        asked.clear();
        CameraException broken =
            assertThrows(CameraException.class, () -> device.maintenance().reboot());
        assertEquals(Reason.PROTOCOL, broken.reason());
        assertEquals(List.of("SystemReboot, not answered"), asked);
      }
    }
  }

  /** Reads a request whole, and names its operation. */
  private static String operation(BufferedInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("no request");
      }
      head.append((char) octet);
    }
    Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
    if (!length.find()) {
      throw new IOException("no length: " + head);
    }
    String body =
        new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
    Matcher name = Pattern.compile("<s:Body[^>]*><(\\w+)").matcher(body);
    return name.find() ? name.group(1) : body;
  }

  @Test
  void aGuessIsADeviceOnlyIfItSpeaksSoapAndIsToldNothing() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.DIGEST_MD5)) {
      DeviceAddress address = new DeviceAddress(URI.create(device.url()));
      assertTrue(OnvifDevice.isAt(address, new CameraMemory()));
      device.without("GetSystemDateAndTime");
      assertTrue(OnvifDevice.isAt(address, new CameraMemory()), "a fault is an answer");
      for (int status : new int[] {200, 401, 404, 500}) {
        device.on("GetSystemDateAndTime", _ -> OnvifReply.raw(status, "<html>A printer</html>"));
        assertFalse(OnvifDevice.isAt(address, new CameraMemory()), "HTTP " + status);
      }
      assertEquals(0, device.login().tries());
    }
  }
}
