package io.vedette.appliance;

import io.vedette.security.FirstAdministrator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;

/** Starts the box and stops it with the process. */
public final class Main {

  private static final String PASSWORD_VARIABLE = "VEDETTE_ADMIN_PASSWORD";
  private static final int CANNOT_START = 1;

  private Main() {}

  /** The box's command line; see {@link Options}. Does not return while the box runs. */
  public static void main(String[] args) throws InterruptedException {
    try {
      logToStandardError();
      Options options = Options.parse(args);
      Optional<String> password =
          Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)).filter(value -> !value.isEmpty());
      Appliance appliance = new Appliance(options, password);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(appliance::close));
      announce(options, appliance, password.isPresent());
      new CountDownLatch(1).await();
    } catch (StartException e) {
      System.err.println("vedette: " + e.getMessage());
      System.exit(CANNOT_START);
    }
  }

  private static void announce(Options options, Appliance appliance, boolean passwordGiven) {
    String host =
        switch (options.bind()) {
          case "0.0.0.0", "::" -> "localhost";
          case String address when address.contains(":") -> "[" + address + "]";
          case String address -> address;
        };
    String sign;
    if (appliance.madeUpPassword().isPresent()) {
      sign =
          "password "
              + appliance.madeUpPassword().get()
              + " (made up now and shown only this once)";
    } else if (passwordGiven) {
      sign = "the password of " + PASSWORD_VARIABLE + " if it was set at the first start";
    } else {
      sign = "the password of the first start";
    }
    for (URI url : appliance.simulatedUrls()) {
      System.out.println("Simulated camera, for other players too: " + url);
    }
    System.out.println("Sign in as " + FirstAdministrator.USERNAME + ", " + sign);
    System.out.println("Vedette is at http://" + host + ":" + appliance.port() + "/");
    System.out.flush();
  }

  private static void logToStandardError() throws StartException {
    try (InputStream settings = Main.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    } catch (IOException e) {
      throw new StartException("the log's settings cannot be read: " + e.getMessage(), e);
    }
  }
}
