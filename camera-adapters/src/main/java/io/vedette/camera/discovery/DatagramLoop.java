package io.vedette.camera.discovery;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Sends and receives the datagrams of all protocols on one thread of its own. A channel that fails
 * is told of and closed; the others go on.
 *
 * <p>Channels that listen are {@link GroupListener}'s; channels that ask have a port of their own,
 * and the answers come there.
 */
final class DatagramLoop implements AutoCloseable {

  /** Reads datagrams, on the loop's thread. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param network name of the interface by which the sender is reached directly, if one is
     * @throws DeviceFormatException if it cannot be read, which is told of
     */
    void read(byte[] datagram, InetAddress from, Optional<String> network)
        throws DeviceFormatException;
  }

  /**
   * A protocol's group.
   *
   * @param source the protocol
   * @param address its address and UDP port
   * @param hops time to live of what is sent
   */
  record Group(SightingSource source, InetSocketAddress address, int hops) {

    static Group of(SightingSource source, String address, int port, int hops) {
      return new Group(source, new InetSocketAddress(address, port), hops);
    }
  }

  /**
   * What is asked in one round.
   *
   * @param group whom
   * @param datagrams what
   * @param times when, counted from the beginning, ascending
   * @param hosts whom else, one by one
   * @param open how long answers are waited for
   * @param reader reads them
   * @param over is run when that time is over
   */
  record Question(
      Group group,
      List<byte[]> datagrams,
      List<Duration> times,
      List<InetAddress> hosts,
      Duration open,
      Reader reader,
      Runnable over) {}

  /** Longer datagrams are no device's. */
  static final int MOST_BYTES = 16 * 1024;

  /** Beyond this many datagrams in a second the rest is dropped, and told of. */
  static final int MOST_IN_A_SECOND = 2000;

  private static final int MOST_NETWORKS = 16;
  private static final int AT_ONCE = 64;
  static final int SOCKET_BUFFER = 512 * 1024;
  private static final Duration JOIN = Duration.ofSeconds(2);
  private static final System.Logger LOG = System.getLogger(DatagramLoop.class.getName());

  private record Task(long nanos, Runnable run) {}

  /** What is attached to a channel. */
  record Ear(SightingSource source, Reader reader) {}

  private final Consumer<Notice> notices;
  private final Selector selector;
  private final ConcurrentLinkedQueue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>((one, other) -> Long.signum(one.nanos - other.nanos));
  private final List<GroupListener> listeners = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES + 1);
  private final Thread thread;
  private List<LocalNetwork> networks = List.of();
  private long second;
  private int inSecond;

  /**
   * Starts the thread.
   *
   * @param notices hears what does not work, on the loop's thread
   * @throws IOException if the machine has no selector left to give
   */
  DatagramLoop(Consumer<Notice> notices) throws IOException {
    this.notices = notices;
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().daemon().name("discovery-datagrams").start(this::run);
  }

  /**
   * From now on these are the networks; groups are joined there, and what failed is tried again.
   */
  void networks(List<LocalNetwork> now) {
    order(() -> changeNetworks(now));
  }

  /** Listens to a group for ever, on every network. */
  void listen(Group group, Reader reader) {
    order(
        () -> {
          GroupListener listener = new GroupListener(group, new Ear(group.source, reader), notices);
          listeners.add(listener);
          listener.listen(selector, networks);
        });
  }

  /** Asks on every network, and every host. */
  void ask(Question question) {
    order(() -> begin(question));
  }

  private void order(Runnable order) {
    orders.add(order);
    selector.wakeup();
  }

  @Override
  public void close() {
    order(
        () -> {
          for (SelectionKey key : selector.keys()) {
            close((DatagramChannel) key.channel());
          }
          try {
            selector.close();
          } catch (IOException e) {
            LOG.log(DEBUG, "The selector was broken before it was closed", e);
          }
        });
    try {
      thread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (selector.isOpen()) {
      try {
        select();
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
          order.run();
        }
        while (!tasks.isEmpty() && tasks.peek().nanos - System.nanoTime() <= 0) {
          tasks.poll().run.run();
        }
      } catch (ClosedSelectorException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.log(ERROR, "Discovery's datagrams cannot all be handled", e);
      }
    }
  }

  private void select() throws IOException {
    long wait = tasks.isEmpty() ? 0 : Math.max(1, millisUntil(tasks.peek()));
    selector.select(wait);
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.isReadable()) {
        receive((DatagramChannel) key.channel(), (Ear) key.attachment());
      }
    }
    selector.selectedKeys().clear();
  }

  private static long millisUntil(Task task) {
    return (task.nanos - System.nanoTime()) / 1_000_000;
  }

  private void after(Duration time, Runnable run) {
    tasks.add(new Task(System.nanoTime() + time.toNanos(), run));
  }

  private void receive(DatagramChannel channel, Ear ear) {
    for (int i = 0; i < AT_ONCE && channel.isOpen(); i++) {
      buffer.clear();
      InetSocketAddress from;
      try {
        from = (InetSocketAddress) channel.receive(buffer);
      } catch (IOException e) {
        failed(ear.source, "listening", e);
        close(channel);
        return;
      }
      if (from == null) {
        return;
      }
      buffer.flip();
      if (mayRead(ear.source)) {
        read(ear, from.getAddress());
      }
    }
  }

  private boolean mayRead(SightingSource source) {
    long now = System.nanoTime() / 1_000_000_000;
    if (now != second) {
      second = now;
      inSecond = 0;
    }
    if (++inSecond == MOST_IN_A_SECOND) {
      notices.accept(
          new Notice(
              source,
              "every network",
              "more than " + MOST_IN_A_SECOND + " datagrams in a second; the rest is dropped"));
    }
    return inSecond < MOST_IN_A_SECOND;
  }

  private void read(Ear ear, InetAddress from) {
    String about = from.getHostAddress();
    if (buffer.remaining() > MOST_BYTES) {
      notices.accept(
          new Notice(ear.source, about, "a datagram of more than " + MOST_BYTES + " bytes"));
      return;
    }
    byte[] datagram = new byte[buffer.remaining()];
    buffer.get(datagram);
    try {
      ear.reader.read(datagram, from, LocalNetwork.of(from, networks).map(LocalNetwork::name));
    } catch (DeviceFormatException e) {
      notices.accept(new Notice(ear.source, about, e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(DEBUG, "A datagram from " + about + " broke its reader", e);
      notices.accept(new Notice(ear.source, about, "a datagram that broke its reader: " + e));
    }
  }

  private void register(DatagramChannel channel, Ear ear) throws IOException {
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, ear);
  }

  private void changeNetworks(List<LocalNetwork> now) {
    networks = now.subList(0, Math.min(MOST_NETWORKS, now.size()));
    listeners.forEach(listener -> listener.listen(selector, networks));
  }

  private void begin(Question question) {
    List<DatagramChannel> channels = new ArrayList<>();
    for (LocalNetwork network : networks) {
      if (question.group.address.getAddress().isMulticastAddress()) {
        ask(question, network, channels);
      }
    }
    if (!question.hosts.isEmpty()) {
      askHosts(question, channels);
    }
    after(
        question.open,
        () -> {
          channels.forEach(this::close);
          question.over.run();
        });
  }

  private void ask(Question question, LocalNetwork network, List<DatagramChannel> channels) {
    DatagramChannel channel = null;
    try {
      channel = asking(question, new InetSocketAddress(network.address(), 0), channels);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network.device());
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, question.group.hops);
      send(question, channel, List.of(question.group.address), network.name());
    } catch (IOException | RuntimeException e) {
      failed(question.group.source, network.name(), e);
      close(channel);
    }
  }

  private void askHosts(Question question, List<DatagramChannel> channels) {
    DatagramChannel channel = null;
    try {
      channel = asking(question, null, channels);
      int port = question.group.address.getPort();
      List<InetSocketAddress> hosts =
          question.hosts.stream().map(host -> new InetSocketAddress(host, port)).toList();
      send(question, channel, hosts, "known hosts");
    } catch (IOException | RuntimeException e) {
      failed(question.group.source, "known hosts", e);
      close(channel);
    }
  }

  private DatagramChannel asking(
      Question question, InetSocketAddress local, List<DatagramChannel> channels)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channels.add(channel);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
    channel.bind(local);
    register(channel, new Ear(question.group.source, question.reader));
    return channel;
  }

  private void send(
      Question question, DatagramChannel channel, List<InetSocketAddress> peers, String about) {
    for (Duration time : question.times) {
      after(
          time,
          () -> {
            for (byte[] datagram : question.datagrams) {
              for (InetSocketAddress peer : peers) {
                send(question.group.source, channel, datagram, peer, about);
              }
            }
          });
    }
  }

  private void send(
      SightingSource source,
      DatagramChannel channel,
      byte[] datagram,
      InetSocketAddress peer,
      String about) {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.send(ByteBuffer.wrap(datagram), peer);
    } catch (IOException e) {
      failed(source, about, e);
    }
  }

  private void failed(SightingSource source, String about, Exception e) {
    notices.accept(failure(source, about, e));
  }

  /** What is told of something that failed. */
  static Notice failure(SightingSource source, String about, Exception e) {
    String why = e.getMessage() == null ? e.toString() : e.getMessage();
    return new Notice(source, about, "does not work there: " + why);
  }

  private void close(DatagramChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(DEBUG, "The channel was broken before it was closed", e);
    }
  }
}
