import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { finished } from 'node:stream/promises';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { afterAll } from 'vitest';

export interface SmtpReceiver {
  readonly url: string;
  readonly received: ParsedMail[];
  /** The addresses of RCPT TO, of every message received. */
  readonly envelopes: string[][];
  /** Answers RCPT TO with such an error from now on; 0 accepts again. */
  refuse(responseCode: number, text?: string): void;
  /** Takes so many ms to accept a message. */
  slow(milliseconds: number): void;
  /** Never answers the end of the data while it is true. */
  stall(isStalling: boolean): void;
  /** Keeps what it is given, and never says so, while it is true. */
  swallow(isSwallowing: boolean): void;
  /** Keeps the envelopes alone while it is true: to read thousands of messages takes longer than to send them. */
  skim(isSkimming: boolean): void;
}

/** A mail server that keeps what it is given. Call it outside of tests. */
export async function startSmtp(): Promise<SmtpReceiver> {
  let refusal: Error | undefined;
  let isStalling = false;
  let isSwallowing = false;
  let isSkimming = false;
  let delay = 0;
  const received: ParsedMail[] = [];
  const envelopes: string[][] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, callback) => {
      callback(refusal);
    },
    onData: (stream, session, callback) => {
      keep(stream).then(
        () => {
          envelopes.push(session.envelope.rcptTo.map(({ address }) => address));
          if (!isSwallowing) callback();
        },
        // Whoever sent it went away in the middle of it.
        callback,
      );
    },
  });
  const keep = async (stream: SMTPServerDataStream) => {
    if (isSkimming) {
      await finished(stream.resume());
      return;
    }
    const mail = await simpleParser(stream);
    await new Promise((resolve) => setTimeout(resolve, delay));
    if (isStalling) await new Promise(() => undefined);
    received.push(mail);
  };
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  afterAll(() => {
    server.close();
  });
  return {
    url: addressOf(listening),
    received,
    envelopes,
    refuse: (responseCode, text = 'No such user here') => {
      refusal = responseCode === 0 ? undefined : Object.assign(new Error(text), { responseCode });
    },
    slow: (milliseconds) => {
      delay = milliseconds;
    },
    stall: (to) => {
      isStalling = to;
    },
    swallow: (to) => {
      isSwallowing = to;
    },
    skim: (to) => {
      isSkimming = to;
    },
  };
}

/** A mail server that hangs up in the middle of the message. Call it outside of tests. */
export async function startDroppingSmtp(): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 mx.example.vn ESMTP\r\n');
    let inData = false;
    socket.on('data', (chunk) => {
      if (inData) socket.destroy();
      else inData = answer(socket, chunk.toString());
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
  });
  return addressOf(server);
}

/** Whether the message itself comes next. */
function answer(socket: Socket, said: string): boolean {
  const isData = said.startsWith('DATA');
  socket.write(isData ? '354 go on\r\n' : '250 fine\r\n');
  return isData;
}

function addressOf(server: Server): string {
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
