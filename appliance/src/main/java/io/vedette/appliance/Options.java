package io.vedette.appliance;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What the command line says.
 *
 * @param bind address to listen on
 * @param port port to listen on, 0 for any free one
 * @param data folder of the database and its key, made if it is not there
 * @param simulatedCameras how many simulated cameras the box has to have; empty leaves those it has
 *     alone
 */
record Options(String bind, int port, Path data, OptionalInt simulatedCameras) {

  static final String USAGE =
      "usage: vedette [--port N] [--bind ADDRESS] [--data DIR] [--cameras N]";

  private static final int MAX_PORT = 65_535;
  private static final int MAX_CAMERAS = 16;

  /**
   * Reads the command line. A later option wins over an earlier one of the same name.
   *
   * @throws StartException if an option is unknown or its value is none
   */
  static Options parse(String... args) throws StartException {
    Options options =
        new Options("127.0.0.1", 8080, Path.of("/var/lib/vedette"), OptionalInt.empty());
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i];
      if (i + 1 == args.length) {
        throw new StartException(name + " needs a value; " + USAGE);
      }
      String value = args[i + 1];
      options =
          switch (name) {
            case "--bind" ->
                new Options(value, options.port, options.data, options.simulatedCameras);
            case "--port" ->
                new Options(
                    options.bind,
                    number(name, value, MAX_PORT),
                    options.data,
                    options.simulatedCameras);
            case "--data" ->
                new Options(options.bind, options.port, Path.of(value), options.simulatedCameras);
            case "--cameras" ->
                new Options(
                    options.bind,
                    options.port,
                    options.data,
                    OptionalInt.of(number(name, value, MAX_CAMERAS)));
            default -> throw new StartException("unknown option " + name + "; " + USAGE);
          };
    }
    return options;
  }

  private static int number(String name, String value, int max) throws StartException {
    try {
      int number = Integer.parseInt(value);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new StartException(
          name + " takes a number from 0 to " + max + ", not \"" + value + "\"", e);
    }
    throw new StartException(name + " takes a number from 0 to " + max + ", not " + value);
  }
}
