/** An answer before it is put on the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: no body. */
  readonly json: unknown;
}

/** An answer with a JSON body. */
export function answer(json: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, json };
}

/** An answer without a body. */
export function bodiless(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, json: undefined };
}

/** A refusal in words: `{"error": "…"}`. */
export function refusal(status: number, sentence: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return answer({ error: sentence }, status, headers);
}

/** What unknown ids and paths get. */
export function notFound(): Reply {
  return refusal(404, 'Cannot find the requested object');
}

/** The body as it goes over the wire. */
export function encode(reply: Reply): Buffer {
  return reply.json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(reply.json), 'utf8');
}
