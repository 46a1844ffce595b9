/** A WebSocket under the test's control. */
export class FakeSocket {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  binaryType = "blob";
  closed = false;

  say(message: unknown): void {
    this.onmessage?.({ data: message instanceof ArrayBuffer ? message : JSON.stringify(message) });
  }

  drop(): void {
    this.onclose?.();
  }

  close(): void {
    this.closed = true;
  }
}

/** Opens fake sockets and remembers them. */
export function fakeSockets() {
  const sockets: FakeSocket[] = [];
  return {
    sockets,
    newest(): FakeSocket {
      const socket = sockets.at(-1);
      if (!socket) {
        throw new Error("no socket was opened");
      }
      return socket;
    },
    open(): WebSocket {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  };
}
