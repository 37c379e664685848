import { once } from 'node:events';
import { connect } from 'node:net';
import type { CardLine } from '../card-reader/card-reader.ts';

/** Port on which `vsmartcard-vpcd` waits for a card. */
const PORT = 35_963;
const ATR = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01);
const GET_ATR = 4;

/**
 * Lays a virtual card on the virtual reader of a running pcscd. The reader speaks in messages with a length of two bytes before them: one byte
 * is power or the question for the answer to reset, everything else a command for the card.
 */
export async function layCard(card: CardLine): Promise<{ takeAway(): void }> {
  const socket = connect(PORT, '127.0.0.1');
  await once(socket, 'connect');
  const say = (message: Uint8Array): void => {
    socket.write(Buffer.concat([Buffer.from([message.byteLength >> 8, message.byteLength & 0xff]), message]));
  };
  const answer = async (message: Uint8Array): Promise<void> => {
    if (message.byteLength > 1) say(await card.transmit(new Uint8Array(message)));
    else if (message[0] === GET_ATR) say(ATR);
  };
  let rest = Buffer.alloc(0);
  let last: Promise<void> = Promise.resolve();
  socket.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    while (rest.byteLength >= 2 && rest.byteLength >= 2 + rest.readUInt16BE(0)) {
      const end = 2 + rest.readUInt16BE(0);
      const message = rest.subarray(2, end);
      rest = rest.subarray(end);
      last = last.then(() => answer(message));
    }
  });
  // The reader goes when its service does.
  socket.on('error', () => undefined);
  return { takeAway: () => socket.destroy() };
}
