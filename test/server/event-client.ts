import { get, type IncomingMessage } from 'node:http';

export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly timestamp?: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface EventClient {
  readonly heard: readonly Heard[];
  /** As the browser keeps it: also moved by blocks without an event. */
  readonly lastId: string | undefined;
  readonly text: string;
  /** How the stream ended: by the server, by a cut connection, or not yet. */
  readonly ended: 'closed' | 'cut' | undefined;
  /** Takes nothing in any more, as a client that hangs. */
  pause(): void;
  resume(): void;
  /** Cuts the connection from the client's side. */
  cut(): void;
}

/** A client of a stream of server-sent events, as the HTML standard lets it read them. Answers once the stream is open. */
export function listenTo(
  url: string,
  lastEventId?: string,
  hear: (heard: Heard) => void = () => undefined,
): Promise<EventClient> {
  const headers = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent: false }, (response) => {
      if (response.statusCode === 200) resolve(clientOf(response, hear));
      else {
        response.resume();
        reject(new Error(`${response.statusCode} ${response.headers['retry-after'] ?? ''}`));
      }
    });
    request.once('error', reject);
  });
}

function clientOf(response: IncomingMessage, hear: (heard: Heard) => void): EventClient {
  const heard: Heard[] = [];
  const all: string[] = [];
  let lastId: string | undefined;
  let ended: EventClient['ended'];
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (piece: string) => {
    all.push(piece);
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = fieldsOf(block);
      lastId = fields.get('id') ?? lastId;
      const data = fields.get('data');
      if (data === undefined) continue;
      const one = { ...JSON.parse(data), id: lastId, type: fields.get('event') } as Heard;
      heard.push(one);
      hear(one);
    }
  });
  response.once('end', () => (ended ??= 'closed')).once('error', () => (ended ??= 'cut'));
  return {
    heard,
    get lastId() {
      return lastId;
    },
    get text() {
      return all.join('');
    },
    get ended() {
      return ended;
    },
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    cut: () => void response.destroy(),
  };
}

const fieldsOf = (block: string): ReadonlyMap<string, string> =>
  new Map(
    block
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
