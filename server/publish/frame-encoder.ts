// Socket.IO's own wire format, with one difference in cost: a delta's body is text already, shared by all who get it.
// `parser` is a documented option of Socket.IO; clients notice nothing.
import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';

/** Only `n` differs from reader to reader. */
export class SharedFrame {
  readonly n: number;
  readonly body: string;
  constructor(n: number, body: string) {
    this.n = n;
    this.body = body;
  }
}

class FrameEncoder extends Encoder {
  override encode(packet: Packet): unknown[] {
    const frame = Array.isArray(packet.data) ? packet.data[1] : undefined;
    if (packet.type !== PacketType.EVENT || !(frame instanceof SharedFrame)) return super.encode(packet);
    const namespace = packet.nsp === '/' ? '' : `${packet.nsp},`;
    return [`${packet.type}${namespace}${packet.id ?? ''}["${String(packet.data[0])}",{"n":${frame.n},${frame.body}}]`];
  }
}

export const frameParser = { Encoder: FrameEncoder, Decoder };
