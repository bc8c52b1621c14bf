import type { Event } from "../schema";
import type { AnswerOf, ArgsOf, CommandName, Connection, Host } from "./host";
import { HostProblem, isProblem } from "./problem";
import { takeToken } from "./token";

const lost = () =>
  new HostProblem({
    code: "connection_lost",
    message: "The connection to stepwell serve is lost. What you type is kept here; start it again to go on.",
  });

const refused = () =>
  new HostProblem({
    code: "not_allowed",
    message: "This address is not valid any more. Open the one that stepwell serve printed last.",
  });

/**
 * A browser on `stepwell serve --ui`.
 *
 * Commands: `POST /api/call` with `{"command","args"}` and `Authorization: Bearer TOKEN`; 200 with the answer,
 * another status with a `Problem`. Events: a WebSocket at `/api/events?token=TOKEN`, one `Event` a message.
 */
export function browserHost(): Host {
  const token = takeToken(window.location, window.history, window.sessionStorage) ?? "";
  const events = new Set<(event: Event) => void>();
  const connections = new Set<(connection: Connection) => void>();
  let connection: Connection = "connecting";
  let wait = 250;
  let started = false;

  function stands(now: Connection) {
    if (connection === now) return;
    connection = now;
    for (const listener of connections) listener(now);
  }

  function connect() {
    const url = new URL("api/events", window.location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.hash = "";
    url.search = new URLSearchParams({ token }).toString();
    const socket = new WebSocket(url);
    socket.onopen = () => {
      wait = 250;
      stands("connected");
    };
    socket.onmessage = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as Event;
      for (const listener of events) listener(event);
    };
    socket.onclose = () => {
      if (connection === "refused") return;
      stands("lost");
      // A refused token looks like any other closed socket; asking once by HTTP tells them apart.
      window.setTimeout(() => void probe().then((known) => known && connect()), wait);
      wait = Math.min(wait * 2, 5000);
    };
  }

  /** Whether it is worth connecting again. */
  async function probe(): Promise<boolean> {
    try {
      await call("starters", {});
    } catch (thrown) {
      if (HostProblem.from(thrown).code === "not_allowed") {
        stands("refused");
        return false;
      }
    }
    return true;
  }

  async function call<C extends CommandName>(command: C, args: ArgsOf<C>): Promise<AnswerOf<C>> {
    let response: Response;
    try {
      response = await fetch(new URL("api/call", window.location.href), {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ command, args }),
        cache: "no-store",
      });
    } catch {
      throw lost();
    }
    if (response.status === 401 || response.status === 403) {
      stands("refused");
      throw refused();
    }
    let body: unknown;
    try {
      body = await response.json();
    } catch {
      throw new HostProblem({
        code: "unexpected",
        message: `stepwell serve answered ${response.status} without saying why. Try again; if it happens again, restart it.`,
      });
    }
    if (response.ok) return body as AnswerOf<C>;
    throw isProblem(body) ? new HostProblem(body) : HostProblem.from(new Error(`status ${response.status}`));
  }

  return {
    kind: "browser",
    call,
    onEvent(listener) {
      events.add(listener);
      if (!started) {
        started = true;
        connect();
      }
      return () => events.delete(listener);
    },
    onConnection(listener) {
      connections.add(listener);
      listener(connection);
      return () => connections.delete(listener);
    },
    native: {
      setTitle: (title) => {
        document.title = title;
      },
      openPage: (address) => void window.open(address, "_blank", "noopener,noreferrer"),
    },
  };
}
