/** A name server on the loopback interface for tests, with answers, failures and silence as the test says. */

import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket as TcpSocket } from 'node:net';
import packet, { type Answer, type DecodedPacket } from 'dns-packet';

/** An RCODE in words, silence, or records. */
export type TestReply = 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'silence' | 'garbage' | readonly Answer[];

const RCODES: Readonly<Record<string, number>> = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };

/** Largest answer over UDP; longer ones are cut off, so that the client asks again over TCP. */
const MOST_UDP = 512;

export class TestNameServer {
	/** Every question that came in, e.g. `udp kettle.example A`. */
	readonly questions: string[] = [];
	readonly #replies: ReadonlyMap<string, TestReply>;
	readonly #udp: Socket = createSocket('udp4');
	readonly #tcp: Server = createServer((socket) => this.#serve(socket));
	readonly #connections = new Set<TcpSocket>();

	/** @param replies by name and type, `kettle.example A`; without one, NOERROR and no records */
	constructor(replies: Readonly<Record<string, TestReply>>) {
		this.#replies = new Map(Object.entries(replies));
		this.#udp.on('message', (message, from) => {
			const reply = this.#answer(message, 'udp');
			if (reply !== undefined) this.#udp.send(reply, from.port, from.address);
		});
	}

	/** @returns the address, as resolvers take it */
	async start(): Promise<string> {
		await new Promise<void>((resolve) => this.#udp.bind(0, '127.0.0.1', resolve));
		const { port } = this.#udp.address();
		await new Promise<void>((resolve, reject) => {
			this.#tcp.once('error', reject);
			this.#tcp.listen(port, '127.0.0.1', resolve);
		});
		return `127.0.0.1:${(this.#tcp.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		for (const connection of this.#connections) connection.destroy();
		await Promise.all([
			new Promise<void>((resolve) => this.#udp.close(() => resolve())),
			new Promise<void>((resolve) => this.#tcp.close(() => resolve())),
		]);
	}

	#serve(socket: TcpSocket): void {
		this.#connections.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => this.#connections.delete(socket));
		let received = Buffer.alloc(0);
		socket.on('data', (data: Buffer) => {
			received = Buffer.concat([received, data]);
			while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
				const end = 2 + received.readUInt16BE(0);
				const reply = this.#answer(received.subarray(2, end), 'tcp');
				received = received.subarray(end);
				if (reply === undefined) continue;
				const length = Buffer.alloc(2);
				length.writeUInt16BE(reply.length);
				socket.write(Buffer.concat([length, reply]));
			}
		});
	}

	#answer(message: Buffer, transport: 'udp' | 'tcp'): Buffer | undefined {
		const query: DecodedPacket = packet.decode(message);
		const [question] = query.questions ?? [];
		if (question === undefined) return undefined;
		const key = `${question.name.toLowerCase()} ${question.type}`;
		this.questions.push(`${transport} ${key}`);
		const reply = this.#replies.get(key) ?? [];
		if (reply === 'silence') return undefined;
		if (reply === 'garbage') return Buffer.concat([message.subarray(0, 2), Buffer.from([0x81, 0x80, 0, 1, 0, 9])]);
		const flags = packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE;
		const head = { type: 'response', id: query.id, questions: query.questions } as const;
		const full = packet.encode({
			...head,
			flags: flags | (typeof reply === 'string' ? (RCODES[reply] ?? 0) : 0),
			answers: typeof reply === 'string' ? [] : [...reply],
		});
		if (transport === 'tcp' || full.length <= MOST_UDP) return full;
		return packet.encode({ ...head, flags: flags | packet.TRUNCATED_RESPONSE });
	}
}
