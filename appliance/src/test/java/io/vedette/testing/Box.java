package io.vedette.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The daemon as a process of its own, on a port of its own, and its administrator. */
public final class Box implements AutoCloseable {

  public static final String PASSWORD = "correct horse battery staple";

  private static final String WHERE = "Vedette is at ";
  private static final int NOT_READY = 503;
  private static final long RETRY_MILLIS = 200;

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> printed = new ArrayList<>();
  private final URI address;
  private String token;

  /**
   * Starts the box and signs in.
   *
   * @param data the box's data folder
   * @param options further options of the command line
   */
  public Box(Path data, String... options) throws IOException, InterruptedException {
    this(start(List.of(), ProcessBuilder.Redirect.INHERIT, data, options));
  }

  /** From here on somebody else asks, whose password is the administrator's too. */
  public void signInAs(String username) throws IOException, InterruptedException {
    token = null;
    token = signIn(username);
  }

  private String signIn(String username) throws IOException, InterruptedException {
    String body =
        Json.createObjectBuilder()
            .add("username", username)
            .add("password", PASSWORD)
            .build()
            .toString();
    return request("POST", "/api/v1/session", body).getString("token");
  }

  private Box(Process process) throws IOException, InterruptedException {
    this.process = process;
    address = readAddress();
    token = signIn("admin");
  }

  /**
   * Starts a box whose data folder is a file system of its own, of 16 MiB, that nobody else sees;
   * see {@link #onDisk}.
   */
  public static Box onSmallDisk(Path data, String... options)
      throws IOException, InterruptedException {
    List<String> mounted =
        List.of(
            "unshare",
            "-rm",
            "sh",
            "-c",
            "mount -t tmpfs -o size=16m tmpfs \"$0\" && exec \"$@\"",
            data.toString());
    return new Box(start(mounted, ProcessBuilder.Redirect.INHERIT, data, options));
  }

  /**
   * Starts a box with one more flag of its JVM.
   *
   * @param flag as the java command knows it
   */
  public static Box withJvmFlag(String flag, Path data, String... options)
      throws IOException, InterruptedException {
    List<String> launcher = List.of("env", "JDK_JAVA_OPTIONS=" + flag);
    return new Box(start(launcher, ProcessBuilder.Redirect.INHERIT, data, options));
  }

  /** Where a file of the box's own view of the disk can be reached from outside. */
  public Path onDisk(Path file) {
    return Path.of("/proc/" + process.pid() + "/root" + file.toAbsolutePath());
  }

  /** The daemon's process, not waited for. Both its outputs are pipes. */
  public static Process start(Path data, String... options) throws IOException {
    return start(List.of(), ProcessBuilder.Redirect.PIPE, data, options);
  }

  private static Process start(
      List<String> launcher, ProcessBuilder.Redirect errors, Path data, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.vedette.appliance.Main"));
    // Trying encoders takes processor time, which tests of other things would miss.
    command.addAll(List.of("--port", "0", "--data", data.toString(), "--probe", "demand"));
    command.addAll(List.of("--networks", "none", "--onvif-ports", "none"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
    builder.environment().put("VEDETTE_ADMIN_PASSWORD", PASSWORD);
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    builder.environment().put("XDG_CACHE_HOME", data.resolve("cache").toAbsolutePath().toString());
    return builder.start();
  }

  /** The flags that the box is started with everywhere. */
  private static List<String> jvmOptions() throws IOException {
    try (InputStream options = Box.class.getResourceAsStream("/io/vedette/appliance/jvm.options")) {
      return new String(options.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("-"))
          .toList();
    }
  }

  private URI readAddress() throws IOException {
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.startsWith(WHERE)) {
      printed.add(line);
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the box did not start, it printed: " + printed);
    }
    // Reading a pipe keeps the carrier of a virtual thread, and there are as few as processors.
    Thread.ofPlatform().daemon().start(() -> drain(output));
    return URI.create(line.substring(WHERE.length()).strip());
  }

  private static void drain(BufferedReader output) {
    try {
      output.transferTo(java.io.Writer.nullWriter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, with a slash at the end. */
  public URI address() {
    return address;
  }

  /** The same place as a WebSocket. */
  public URI socket(String path) {
    return URI.create("ws://" + address.getAuthority() + path);
  }

  /** A session's token. */
  public String token() {
    return token;
  }

  public Process process() {
    return process;
  }

  /**
   * Adds a camera that speaks RTSP over TCP.
   *
   * @return its identifier
   */
  public String addCamera(String name, String url) throws IOException, InterruptedException {
    return request(
            "POST",
            "/api/v1/cameras",
            Json.createObjectBuilder()
                .add("name", name)
                .add("address", Json.createObjectBuilder().add("type", "rtsp").add("url", url))
                .build()
                .toString())
        .getString("id");
  }

  /**
   * Adds a camera that has a smaller stream too.
   *
   * @param mode when it is pulled
   * @return its identifier
   */
  public String addCamera(String name, URI url, URI subUrl, String mode)
      throws IOException, InterruptedException {
    return request(
            "POST",
            "/api/v1/cameras",
            Json.createObjectBuilder()
                .add("name", name)
                .add("mode", mode)
                .add(
                    "address",
                    Json.createObjectBuilder()
                        .add("type", "rtsp")
                        .add("url", url.toString())
                        .add("subUrl", subUrl.toString()))
                .build()
                .toString())
        .getString("id");
  }

  /** The API's answer, whose status must be one of success. */
  public JsonObject request(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response = send(method, path, body);
    if (response.statusCode() >= 300) {
      throw new IOException(
          method + " " + path + " gave " + response.statusCode() + ": " + response.body());
    }
    if (response.body().isEmpty()) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }

  /**
   * What a path gives as soon as it gives something: a camera's first pictures, or a still of them,
   * may take longer than the box lets a client wait.
   */
  public HttpResponse<byte[]> awaitReady(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Authorization", "Bearer " + token)
            .build();
    long deadline = System.nanoTime() + Feed.PATIENCE.toNanos();
    while (true) {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != NOT_READY || System.nanoTime() - deadline > 0) {
        return response;
      }
      Thread.sleep(RETRY_MILLIS);
    }
  }

  /** The text that a path gives, likewise. */
  public String awaitText(String path) throws IOException, InterruptedException {
    return new String(awaitReady(path).body(), StandardCharsets.UTF_8);
  }

  /** The API's answer, whatever it is. */
  public HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroyForcibly().onExit().join();
    }
    http.close();
  }
}
