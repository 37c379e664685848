import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RpcClient } from './client.ts';
import type { InvalidMessage } from './frame.ts';
import { type EchoContract, echoContract } from './testing/echo-contract.ts';
import { type Join, joinByLoopback, joinByPorts } from './testing/joins.ts';

async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe.each([
  ['a MessagePort', joinByPorts],
  ['a loopback WebSocket', joinByLoopback],
])('the RPC over %s', (_name, makeJoin) => {
  let join: Join;
  let client: RpcClient<EchoContract>;
  let invalid: InvalidMessage[];

  beforeEach(async () => {
    join = await makeJoin();
    invalid = [];
    client = new RpcClient(echoContract, join.source, { onInvalid: (message) => invalid.push(message) });
  });
  afterEach(async () => {
    client.close();
    await join.end();
  });

  it('answers a call, also one made before the host was there', async () => {
    const early = client.call('echo', { text: '窓' });
    expect(client.state).toBe('connecting');
    await join.startHost();
    await expect(early).resolves.toEqual({ text: '窓' });
    expect(client.state).toBe('open');
    await expect(client.call('echo', { text: '𠮷' })).resolves.toEqual({ text: '𠮷' });
  });

  it('says that the host stayed away when the deadline passes', async () => {
    await expect(client.call('echo', { text: '' }, { deadlineMs: 40 })).rejects.toMatchObject({
      name: 'HostAwayError',
    });
  });

  it('carries 20 MB of bytes both ways unchanged', async () => {
    await join.startHost();
    const data = new Uint8Array(20_000_000).map((_byte, index) => (index * 31) & 0xff);
    const answer = await client.call('bytes', { data });
    expect(answer.data).toBeInstanceOf(Uint8Array);
    expect(answer.data.constructor.name).toBe('Uint8Array');
    expect(Buffer.compare(answer.data, data)).toBe(0);
  });

  it('delivers events in order, to listeners that still listen', async () => {
    await join.startHost();
    const heard: number[] = [];
    const brief: number[] = [];
    const abort = new AbortController();
    client.on('told', ({ count }) => heard.push(count));
    client.on('told', ({ count }) => brief.push(count), { signal: abort.signal });
    await client.call('tell', { times: 3 });
    abort.abort();
    await client.call('tell', { times: 2 });
    expect(heard).toEqual([0, 1, 2, 0, 1]);
    expect(brief).toEqual([0, 1, 2]);
  });

  it('refuses a request that is not of the contract, naming the place and not the value', async () => {
    await join.startHost();
    await expect(client.call('echo', { text: 'x'.repeat(101) })).rejects.toMatchObject({
      name: 'CallRefusedError',
      code: 'bad-request',
      message: 'echo refused (bad-request): text: too_big',
    });
    expect(join.invalid).toEqual([{ what: 'request', name: 'echo', detail: 'text: too_big' }]);
  });

  it('does not let a wrong answer or a wrong event of the host out', async () => {
    await join.startHost();
    const heard: number[] = [];
    client.on('told', ({ count }) => heard.push(count));
    await expect(client.call('lie', {})).rejects.toMatchObject({ code: 'internal' });
    await client.call('tell', { times: 0 });
    expect(join.invalid).toEqual([{ what: 'answer', name: 'lie', detail: 'count: invalid_type' }]);
    expect(heard).toEqual([]);
  });

  it('drops and reports what a host says outside of the contract', async () => {
    await join.startHost();
    await client.call('echo', { text: '' });
    const heard: number[] = [];
    client.on('told', ({ count }) => heard.push(count));
    const host = join.hostCarrier();
    host.send({ t: 'nonsense' });
    host.send({ t: 'event', name: 'toString', data: {} });
    host.send({ t: 'event', name: 'told', data: { count: -1 } });
    host.send({ t: 'answer', id: 999, data: {} });
    await client.call('echo', { text: '' });
    expect(invalid.map(({ what, name }) => [what, name])).toEqual([
      ['frame', undefined],
      ['event', 'toString'],
      ['event', 'told'],
    ]);
    expect(heard).toEqual([]);
  });

  it('fails with BadAnswerError when the answer is not of the contract', async () => {
    await join.startHost();
    const waiting = client.call('wait', {});
    await until(() => join.seen.includes('waiting'));
    join.hostCarrier().send({ t: 'answer', id: 0, data: { aborted: 'perhaps' } });
    await expect(waiting).rejects.toMatchObject({ name: 'BadAnswerError' });
  });

  it('passes on the cause that a handler names, and no detail of a defect', async () => {
    await join.startHost();
    await expect(client.call('refuse', {})).rejects.toMatchObject({ code: 'tray-full' });
    const crash = client.call('crash', {});
    await expect(crash).rejects.toMatchObject({ code: 'internal' });
    await expect(crash).rejects.not.toThrow('secret detail');
    expect(join.failures).toEqual(['crash']);
  });

  it('tells the handler when the caller gives up', async () => {
    await join.startHost();
    const abort = new AbortController();
    const waiting = client.call('wait', {}, { signal: abort.signal });
    await until(() => join.seen.includes('waiting'));
    abort.abort(new Error('closed the page'));
    await expect(waiting).rejects.toThrow('closed the page');
    await until(() => join.seen.includes('aborted'));
    await expect(client.call('wait', {}, { deadlineMs: 30 })).rejects.toMatchObject({ name: 'DeadlineError' });
  });

  it('fails what was in flight when the host dies, and carries on with the next host', async () => {
    await join.startHost();
    const states: string[] = [];
    client.subscribe(() => states.push(client.state));
    const heard: number[] = [];
    client.on('told', ({ count }) => heard.push(count));
    await expect(client.call('die', {})).rejects.toMatchObject({ name: 'HostLostError' });
    await until(() => client.state === 'lost');
    const patient = client.call('echo', { text: 'still here' });
    await join.startHost();
    await expect(patient).resolves.toEqual({ text: 'still here' });
    await client.call('tell', { times: 1 });
    expect(heard).toEqual([0]);
    expect(states).toEqual(['open', 'lost', 'open']);
  });

  it('fails open calls when it is closed', async () => {
    await join.startHost();
    const waiting = client.call('wait', {});
    await until(() => join.seen.includes('waiting'));
    client.close();
    await expect(waiting).rejects.toMatchObject({ name: 'ClientClosedError' });
    await expect(client.call('echo', { text: '' })).rejects.toMatchObject({ name: 'ClientClosedError' });
  });

  it('survives every other frame that is no frame', async () => {
    await join.startHost();
    await client.call('echo', { text: '' });
    for (const noise of [null, 7, 'x', [], {}, { t: 'call' }, { t: 'call', id: -1, name: 'echo', data: {} }]) {
      join.hostCarrier().send(noise);
    }
    await expect(client.call('echo', { text: 'ok' })).resolves.toEqual({ text: 'ok' });
    expect(invalid).toHaveLength(7);
  });
});
