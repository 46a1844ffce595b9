package io.vedette.page;

import io.vedette.camera.rtsp.RtspCameraAdapter;
import io.vedette.camera.rtsp.RtspLimits;
import io.vedette.camera.simulated.SceneSpec;
import io.vedette.camera.simulated.SimulatedCameras;
import io.vedette.testing.onvif.DeviceLogin;
import io.vedette.testing.onvif.GoodAnswers;
import io.vedette.testing.onvif.OnvifReply;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A site of cameras in the network namespace that it is started in, each at an address of its own:
 * three of ONVIF with real streams behind the same login, one that takes connections and says
 * nothing, one that answers rubbish, and one that has nothing but RTSP. Argument: a folder for
 * scenes. Told {@code mistakes}, it writes how often each was sent a wrong password.
 */
final class FoundSite {

  static final String AXIS = "10.79.0.101";
  static final String HIKVISION = "10.79.0.102";
  static final String DAHUA = "10.79.0.103";
  static final String SILENT = "10.79.0.104";
  static final String GARBAGE = "10.79.0.105";
  static final String RTSP_ONLY = "10.79.0.106";

  /** On another network than the box, which asks it only as it has a camera there. */
  static final String FOREIGN = "10.80.0.7";

  static final List<String> ADDRESSES = List.of(AXIS, HIKVISION, DAHUA, SILENT, GARBAGE, RTSP_ONLY);

  private static final int RTSP = 554;
  private static final int HTTP = 80;
  private static final SceneSpec SCENES = new SceneSpec(1280, 720, 10, 4);

  /** Paths of which Hipcam's template has two. */
  private static final List<Integer> SCENE_NUMBERS = List.of(1, 2, 3, 11, 12);

  private static final String MATCH =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><s:Header><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</a:Action></s:Header><s:Body><d:ProbeMatches><d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:%s</a:Address></a:EndpointReference><d:Types xmlns:n="http://www.onvif.org/ver10/network/wsdl">n:NetworkVideoTransmitter</d:Types><d:Scopes>%s</d:Scopes><d:XAddrs>http://%s/onvif/device_service</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>""";

  private final Map<String, ScriptedOnvifDevice> devices = new LinkedHashMap<>();
  private final Map<String, String> matches = new LinkedHashMap<>();

  public static void main(String[] arguments) throws Exception {
    new FoundSite().run(Path.of(arguments[0]));
  }

  private void run(Path scenes) throws Exception {
    SimulatedCameras streams =
        SimulatedCameras.start(
            new RtspCameraAdapter(RtspLimits.DEFAULT, new SecureRandom()),
            scenes,
            SCENES,
            ScriptedOnvifDevice.GOOD);
    for (int number : SCENE_NUMBERS) {
      streams.drawn(number).get();
    }
    int streamPort = streams.url(1).getPort();
    for (String address : List.of(AXIS, HIKVISION, DAHUA, RTSP_ONLY, FOREIGN)) {
      relay(address, RTSP, streamPort);
    }
    camera(AXIS, DeviceLogin.Kind.DIGEST_SHA_256, 1, "AXIS", "M3115-LVE", "Quay");
    camera(HIKVISION, DeviceLogin.Kind.TOKEN, 2, "HIKVISION", "DS-2CD2143G2-I", "Car <b>park</b>")
        .ahead(Duration.ofDays(-730));
    camera(DAHUA, DeviceLogin.Kind.NONE, 3, "Dahua", "IPC-HDW2431T", "Hall 3");
    camera(FOREIGN, DeviceLogin.Kind.DIGEST_MD5, 1, "AXIS", "M3115-LVE", "Elsewhere");
    answer(SILENT, "NC-200", "Roof", _ -> Thread.sleep(Duration.ofHours(1)));
    answer(
        GARBAGE,
        "WebCam-X",
        "Cellar",
        socket -> {
          socket.getInputStream().read(new byte[4096]);
          socket.getOutputStream().write("\0\1\2<<<>>>&;".repeat(100).getBytes());
        });
    respond();
    System.out.println("ready");
    BufferedReader typed =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (typed.readLine() != null) {
      devices.forEach(
          (address, device) ->
              System.out.println(
                  address
                      + " was mistaken "
                      + device.login().mistakes()
                      + ", tried "
                      + device.login().tries()));
      System.out.println("told");
    }
  }

  private ScriptedOnvifDevice camera(
      String address, DeviceLogin.Kind login, int scene, String make, String model, String name)
      throws IOException {
    ScriptedOnvifDevice device =
        new ScriptedOnvifDevice(login)
            .on(
                "GetDeviceInformation",
                "<tds:GetDeviceInformationResponse><tds:Manufacturer>%s</tds:Manufacturer><tds:Model>%s</tds:Model><tds:FirmwareVersion>1.%d</tds:FirmwareVersion><tds:SerialNumber>SN-000-%d</tds:SerialNumber></tds:GetDeviceInformationResponse>"
                    .formatted(make, model, scene, scene))
            .on("GetNetworkInterfaces", "<tds:GetNetworkInterfacesResponse/>")
            .on(
                "GetProfiles",
                "<tr2:GetProfilesResponse>"
                    + profile("main", "enc_1", 1280, 720, 10)
                    + profile("sub", "enc_2", 640, 360, 5)
                    + "</tr2:GetProfilesResponse>")
            .on(
                "GetStreamUri",
                request -> {
                  String path = request.text("ProfileToken").orElse("").equals("sub") ? "/sub" : "";
                  // As cameras behind a wrong configuration tell it: with a host of nobody's.
                  return OnvifReply.soap(
                      GoodAnswers.stream("rtsp://0.0.0.0:554/" + scene + path, true));
                });
    devices.put(address, device);
    relay(address, HTTP, device.port());
    found(address, model, name);
    return device;
  }

  private static String profile(String token, String encoder, int width, int height, int rate) {
    return ("<tr2:Profiles token=\"%1$s\"><tr2:Name>%1$s</tr2:Name><tr2:Configurations>"
            + "<tr2:VideoSource token=\"v\"><tt:SourceToken>s</tt:SourceToken></tr2:VideoSource>"
            + "<tr2:VideoEncoder token=\"%5$s\" GovLength=\"20\" Profile=\"High\">"
            + "<tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>%2$d</tt:Width>"
            + "<tt:Height>%3$d</tt:Height></tt:Resolution><tt:RateControl>"
            + "<tt:FrameRateLimit>%4$d</tt:FrameRateLimit><tt:BitrateLimit>2000</tt:BitrateLimit>"
            + "</tt:RateControl></tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>")
        .formatted(token, width, height, rate, encoder);
  }

  private void found(String address, String model, String name) {
    String scopes =
        "onvif://www.onvif.org/name/%s onvif://www.onvif.org/hardware/%s"
            .formatted(URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"), model);
    String uuid = "00000000-1111-2222-4444-%012d".formatted(matches.size());
    matches.put(address, MATCH.formatted(uuid, scopes, address));
  }

  private interface Conversation {
    void with(Socket socket) throws IOException, InterruptedException;
  }

  private void answer(String address, String model, String name, Conversation conversation)
      throws IOException {
    accept(address, HTTP, conversation);
    found(address, model, name);
  }

  private static void relay(String address, int port, int inner) throws IOException {
    accept(
        address,
        port,
        outside -> {
          try (Socket inside = new Socket(InetAddress.getLoopbackAddress(), inner)) {
            Thread back = Thread.ofPlatform().daemon().start(() -> pass(inside, outside));
            pass(outside, inside);
            back.join();
          }
        });
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // The end of one side is that of the other.
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      System.out.println("failed: " + e);
    }
  }

  private static void accept(String address, int port, Conversation conversation)
      throws IOException {
    ServerSocket server = new ServerSocket(port, 50, InetAddress.getByName(address));
    Thread.ofPlatform()
        .start(
            () -> {
              while (true) {
                try {
                  Socket socket = server.accept();
                  Thread.ofPlatform().daemon().start(() -> converse(socket, conversation));
                } catch (IOException e) {
                  System.out.println("failed: " + e);
                }
              }
            });
  }

  private static void converse(Socket socket, Conversation conversation) {
    try (socket) {
      conversation.with(socket);
    } catch (IOException | InterruptedException e) {
      System.out.println("ended: " + e);
    }
  }

  /** Answers every probe of WS-Discovery, for each camera from its own address. */
  private void respond() throws IOException {
    MulticastSocket socket = new MulticastSocket(3702);
    socket.joinGroup(
        new InetSocketAddress("239.255.255.250", 3702), NetworkInterface.getByName("eth0"));
    Thread.ofPlatform().start(() -> respond(socket));
  }

  private void respond(MulticastSocket socket) {
    while (true) {
      try {
        DatagramPacket probe = new DatagramPacket(new byte[65536], 65536);
        socket.receive(probe);
        for (Map.Entry<String, String> match : matches.entrySet()) {
          byte[] bytes = match.getValue().getBytes(StandardCharsets.UTF_8);
          try (DatagramSocket from = new DatagramSocket(0, InetAddress.getByName(match.getKey()))) {
            from.send(new DatagramPacket(bytes, bytes.length, probe.getSocketAddress()));
          }
        }
      } catch (IOException e) {
        System.out.println("failed: " + e);
      }
    }
  }
}
