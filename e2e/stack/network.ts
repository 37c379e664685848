import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The server's address, the same over every way. */
export const SERVER_ADDRESS = '10.77.0.1';

/** The ways from one end to the server: the booth has its Wi-Fi and a pocket Wi-Fi, the desk has its cable. */
const WAYS = { kiosk: [1, 2], clerk: [3] } as const;

export class NoOwnNetworkError extends Error {
  override readonly name = 'NoOwnNetworkError';
}

/**
 * Three hosts with a network between them: the booth is where this process runs, the server and the desk are network
 * namespaces. Every way from the booth can be cut, made lossy or left for another one.
 */
export interface CityNetwork {
  /** What a command needs in front of it to run on that host. */
  readonly prefix: Readonly<Record<'server' | 'kiosk' | 'clerk', readonly string[]>>;
  /** Where each end is reached before the booth moves. */
  readonly addresses: Readonly<Record<'kiosk' | 'clerk', string>>;
  /** Pulls the booth's cable out, or plugs it in again. Nothing is told to anybody. */
  setBoothLine(up: boolean): Promise<void>;
  /** Swallows every packet of the booth, or lets them through again: the line is dead somewhere on its way, and no cable says so. */
  setBoothSwallowed(swallowed: boolean): Promise<void>;
  /** From now on each UDP packet of the booth is lost with this chance, in both directions; in percent, 0 heals. */
  setBoothLoss(percent: number): Promise<void>;
  /** From now on the booth's line carries at most this many kilobits a second upwards and downwards; null: all. */
  setBoothRate(kilobits: number | null): Promise<void>;
  /** Blocks UDP between booth and server, as some networks do. */
  setBoothUdp(allowed: boolean): Promise<void>;
  /** The booth leaves the Wi-Fi for the pocket Wi-Fi: other interface, other address. The first way goes down. */
  moveBooth(): Promise<void>;
  /** Lets booth and desk reach each other through the server's host, as a yardstick needs it that calls directly. */
  joinEnds(): Promise<void>;
  close(): Promise<void>;
}

/** Builds the network. Throws `NoOwnNetworkError` outside of `scripts/own-network`: the machine's own network is left alone. */
export async function openNetwork(): Promise<CityNetwork> {
  if (process.env['MADO_OWN_NETWORK'] !== '1') {
    throw new NoOwnNetworkError('networks are made inside of scripts/own-network alone');
  }
  const name = (host: 'server' | 'clerk') => `mado-${host}-${String(process.pid)}`;
  const server = ['ip', 'netns', 'exec', name('server')];
  const clerk = ['ip', 'netns', 'exec', name('clerk')];
  const prefix = { server, kiosk: [], clerk };
  for (const host of ['server', 'clerk'] as const) await sh([], `ip netns add ${name(host)}`);
  await sh(server, `ip link set lo up; ip address add ${SERVER_ADDRESS}/32 dev lo`);
  await sh(clerk, 'ip link set lo up');
  for (const end of ['kiosk', 'clerk'] as const) {
    for (const way of WAYS[end]) await layWay(way, prefix[end], server, end === 'clerk' ? name('clerk') : null);
  }
  await route(1, []);
  await route(3, clerk);
  let way = 1;
  const rules = new Rules(server);
  return {
    prefix,
    addresses: { kiosk: address(WAYS.kiosk[0], 2), clerk: address(WAYS.clerk[0], 2) },
    setBoothLine: (up) => (up ? bringUp(way) : sh([], `ip link set ${near(way)} down`)),
    setBoothSwallowed: (swallowed) => rules.set('swallowed', swallowed ? 'drop' : null),
    async setBoothLoss(percent) {
      if (!(percent >= 0 && percent <= 100)) throw new RangeError('percent');
      await rules.set('loss', percent === 0 ? null : `meta l4proto udp numgen random mod 1000 < ${percent * 10} drop`);
    },
    setBoothUdp: (allowed) => rules.set('udp', allowed ? null : 'meta l4proto udp drop'),
    async setBoothRate(kilobits) {
      const shape = (device: string) =>
        kilobits === null
          ? `tc qdisc del dev ${device} root || true`
          : `tc qdisc replace dev ${device} root tbf rate ${String(kilobits)}kbit burst 4kb latency 300ms`;
      await sh([], shape(near(way)));
      await sh(server, shape(far(way)));
    },
    async moveBooth() {
      await sh([], `ip link set ${near(way)} down`);
      way = way === 1 ? 2 : 1;
      await bringUp(way);
    },
    joinEnds: () => sh(server, 'echo 1 > /proc/sys/net/ipv4/ip_forward'),
    async close() {
      await rules.close();
      // With their namespace they would go some time later, and stand in the way of another try until then.
      await sh([], WAYS.kiosk.map((each) => `ip link delete ${near(each)}`).join('; '));
      for (const host of ['server', 'clerk'] as const) await sh([], `ip netns delete ${name(host)}`);
    },
  };
}

const near = (way: number) => `way${String(way)}`;
const far = (way: number) => `far${String(way)}`;
const address = (way: number, side: 1 | 2) => `10.77.${String(way)}.${String(side)}`;

async function layWay(
  way: number,
  here: readonly string[],
  server: readonly string[],
  namespace: string | null,
): Promise<void> {
  const serverSpace = server.at(-1) ?? '';
  const inside = namespace === null ? '' : ` netns ${namespace}`;
  await sh([], `ip link add ${near(way)}${inside} type veth peer name ${far(way)} netns ${serverSpace}`);
  await sh(here, `ip address add ${address(way, 2)}/24 dev ${near(way)}`);
  await sh(server, `ip address add ${address(way, 1)}/24 dev ${far(way)}; ip link set ${far(way)} up`);
}

async function route(way: number, here: readonly string[]): Promise<void> {
  await sh(here, `ip link set ${near(way)} up; ip route replace default via ${address(way, 1)} dev ${near(way)}`);
}

/** An interface that went down lost its routes. */
const bringUp = (way: number) => route(way, []);

/**
 * What the booth's line does to packets, by name; each rule holds in both directions. Packets are dropped where they arrive: a
 * sender whose own host drops them is told so (EPERM), as on no real line.
 */
class Rules {
  readonly #rules = new Map<string, string>();
  /** Where a direction arrives: the network, and its interfaces there. */
  readonly #arrivals: readonly { readonly prefix: readonly string[]; readonly device: string }[];

  constructor(server: readonly string[]) {
    const fars = WAYS.kiosk.map((way) => `"${far(way)}"`).join(', ');
    this.#arrivals = [
      { prefix: [], device: '"way*"' },
      { prefix: server, device: `{ ${fars} }` },
    ];
  }

  async set(name: string, rule: string | null): Promise<void> {
    if (rule === null) this.#rules.delete(name);
    else this.#rules.set(name, rule);
    for (const { prefix, device } of this.#arrivals) {
      const rules = [...this.#rules.values()].map((each) => `iifname ${device} ${each};`).join(' ');
      const chain = `chain arrival { type filter hook prerouting priority 0; ${rules} }`;
      await sh(prefix, `nft 'add table inet booth; delete table inet booth; table inet booth { ${chain}; }'`);
    }
  }

  async close(): Promise<void> {
    if (this.#rules.size === 0) return;
    for (const { prefix } of this.#arrivals) await sh(prefix, 'nft delete table inet booth');
  }
}

async function sh(prefix: readonly string[], script: string): Promise<void> {
  await run('env', [...prefix, 'sh', '-ec', script]);
}
